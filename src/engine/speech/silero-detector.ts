import { createRequire } from 'node:module';
import path from 'node:path';
import { FRAME_SAMPLES, SAMPLE_RATE, type AudioFrame } from '../audio/audio-frame.ts';
import { EngineError } from '../errors.ts';
import type { VoiceActivityDetector } from './voice-activity-detector.ts';

/** The part of sherpa-onnx-node that is used here. */
interface SherpaVad {
  acceptWaveform(samples: Float32Array): void;
  isDetected(): boolean;
  isEmpty(): boolean;
  pop(): void;
}
interface SherpaModule {
  Vad: new (config: unknown, bufferSeconds: number) => SherpaVad;
}

/** sherpa-onnx treats shorter than one sample as an error; one sample means: one frame of confirmation. */
const SHORTEST_SECONDS = 1 / SAMPLE_RATE;

/**
 * After so much speech without a pause, sherpa-onnx raises its own threshold to force one. Our segmenter cuts much
 * earlier and needs no help; the limit only bounds what the library buffers.
 */
const LONGEST_SPEECH_SECONDS = 120;

/** Silero, by sherpa-onnx, with the model file that the package decibri brings. About 0.1 ms a frame. */
export class SileroDetector implements VoiceActivityDetector {
  readonly confirmationFrames = 1;
  readonly #vad: SherpaVad;

  /** @param enterProbability speech begins above it and ends 0.15 below it. */
  constructor(enterProbability: number) {
    const require = createRequire(import.meta.url);
    const { Vad } = require('sherpa-onnx-node') as SherpaModule;
    this.#vad = new Vad(
      {
        sileroVad: {
          model: sileroModelFile(require),
          threshold: enterProbability,
          minSpeechDuration: SHORTEST_SECONDS,
          minSilenceDuration: SHORTEST_SECONDS,
          maxSpeechDuration: LONGEST_SPEECH_SECONDS,
          windowSize: FRAME_SAMPLES,
        },
        sampleRate: SAMPLE_RATE,
        numThreads: 1,
        provider: 'cpu',
        debug: 0,
      },
      LONGEST_SPEECH_SECONDS + 30,
    );
  }

  isSpeech(frame: AudioFrame): boolean {
    this.#vad.acceptWaveform(frame.samples);
    while (!this.#vad.isEmpty()) this.#vad.pop();
    return this.#vad.isDetected();
  }
}

/** The model lies beside the package's sources, outside of what the package exports. */
function sileroModelFile(require: NodeJS.Require): string {
  try {
    return path.join(path.dirname(require.resolve('decibri')), '..', 'models', 'silero_vad.onnx');
  } catch (error) {
    throw new EngineError(
      'model-missing',
      'The voice activity model is missing: the package decibri is not installed.',
      {
        hint: 'Install the dependencies again with npm ci.',
        stage: 'speech',
        cause: error,
      },
    );
  }
}
