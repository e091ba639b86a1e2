import { createRequire } from 'node:module';
import path from 'node:path';
import { FRAME_SAMPLES, SAMPLE_RATE, type AudioFrame } from '../audio/audio-frame.ts';
import { EngineError } from '../errors.ts';
import type { VoiceActivityDetector } from './voice-activity-detector.ts';

/** The part of sherpa-onnx-node that is used here. */
interface SherpaVad {
  acceptWaveform(samples: Float32Array): void;
  isDetected(): boolean;
  /** Moves the running speech to the finished segments. What the model remembers stays as it is. */
  flush(): void;
  /** Drops the finished segments. */
  clear(): void;
  /** Forgets everything that was heard. */
  reset(): void;
}
interface SherpaModule {
  Vad: new (config: unknown, bufferSeconds: number) => SherpaVad;
}

/** sherpa-onnx treats shorter than one sample as an error; one sample means: one frame of confirmation. */
const SHORTEST_SECONDS = 1 / SAMPLE_RATE;

/** The library keeps no more than a few frames, since running speech is taken out of it at once. */
const BUFFER_SECONDS = 1;

/** So many loaded models wait for a new source: to load one takes 9 MiB and blocks the process for about 50 ms. */
const MOST_SPARE = 4;

/** The library counts samples in 32 bits, and writes outside of its memory after 37 hours. A day, in frames. */
const FRAMES_PER_DAY = (24 * 60 * 60 * SAMPLE_RATE) / FRAME_SAMPLES;

/** Loaded models that nobody uses, by their threshold. */
const spare = new Map<number, SherpaVad[]>();

/** Silero, by sherpa-onnx, with the model file that the package decibri brings. About 0.1 ms a frame. */
export class SileroDetector implements VoiceActivityDetector {
  readonly confirmationFrames = 1;
  readonly #enterProbability: number;
  readonly #longestRunFrames: number;
  #runFrames = 0;
  #vad: SherpaVad | undefined;

  /**
   * @param enterProbability speech begins above it and ends 0.15 below it.
   * @param longestRunFrames in the first pause after so many frames it begins as with a new source.
   */
  constructor(enterProbability: number, longestRunFrames = FRAMES_PER_DAY) {
    this.#enterProbability = enterProbability;
    this.#longestRunFrames = longestRunFrames;
    this.#vad = spare.get(enterProbability)?.pop() ?? loadVad(enterProbability);
  }

  isSpeech(frame: AudioFrame): boolean {
    const vad = this.#vad;
    if (!vad) throw new EngineError('internal', 'A voice activity detector was used after its end.');
    vad.acceptWaveform(frame.samples);
    const speech = vad.isDetected();
    // Else it copies all of the running speech with each frame, and raises its threshold when that gets long.
    if (speech) vad.flush();
    vad.clear();
    this.#runFrames += 1;
    if (!speech && this.#runFrames >= this.#longestRunFrames) {
      vad.reset();
      this.#runFrames = 0;
    }
    return speech;
  }

  close(): void {
    const vad = this.#vad;
    this.#vad = undefined;
    const others = spare.get(this.#enterProbability) ?? [];
    if (!vad || others.length >= MOST_SPARE) return;
    vad.reset();
    spare.set(this.#enterProbability, [...others, vad]);
  }
}

function loadVad(threshold: number): SherpaVad {
  const require = createRequire(import.meta.url);
  const { Vad } = require('sherpa-onnx-node') as SherpaModule;
  const sileroVad = {
    model: sileroModelFile(require),
    threshold,
    minSpeechDuration: SHORTEST_SECONDS,
    minSilenceDuration: SHORTEST_SECONDS,
    windowSize: FRAME_SAMPLES,
  };
  return new Vad({ sileroVad, sampleRate: SAMPLE_RATE, numThreads: 1, provider: 'cpu', debug: 0 }, BUFFER_SECONDS);
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
