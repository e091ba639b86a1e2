import { createRequire } from 'node:module';
import path from 'node:path';
import { FRAME_SAMPLES, samplesToMs, type AudioFrame } from '../src/engine/audio/audio-frame.ts';
import { createSpeechStage } from '../src/engine/speech/speech-stage.ts';
import { SileroDetector } from '../src/engine/speech/silero-detector.ts';
import { DEFAULT_SEGMENTER } from '../src/engine/speech/utterance-segmenter.ts';
import { systemClock } from '../src/engine/pipeline/clock.ts';
import type { LabelledClip } from './clips.ts';
import { silentLog } from './live-run.ts';
import { quantileOf, type BenchLine } from './report.ts';

const ROUNDS = 5;

/** Voice activity with segmentation around it, against the bare library call on the same frames. */
export async function vadLines(clip: LabelledClip): Promise<BenchLine[]> {
  const frames = framesOf(clip.samples);
  const ratios: number[] = [];
  let perFrameMs = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    const own = await timeStage(frames);
    const bare = timeBare(frames);
    ratios.push(own / bare);
    perFrameMs = own / frames.length;
  }
  return [
    {
      name: 'voice activity and segmentation / bare library call',
      value: quantileOf(ratios, 0.5),
      unit: 'x',
      goal: 1.3,
      detail: `${perFrameMs.toFixed(3)} ms for a frame of 32 ms`,
    },
  ];
}

async function timeStage(frames: readonly AudioFrame[]): Promise<number> {
  const detector = new SileroDetector(0.5);
  const { stage } = createSpeechStage({ sourceId: 'bench', detector, settings: { ...DEFAULT_SEGMENTER, onsetMs: 64 } });
  const context = { signal: new AbortController().signal, clock: systemClock, log: silentLog };
  const startMs = performance.now();
  let events = 0;
  for await (const { type } of stage(asyncFrames(frames), context)) events += type.length;
  if (events === 0) throw new Error('The voice activity stage found no speech in the clip.');
  return performance.now() - startMs;
}

function timeBare(frames: readonly AudioFrame[]): number {
  const require = createRequire(import.meta.url);
  const { Vad } = require('sherpa-onnx-node') as {
    Vad: new (
      config: unknown,
      seconds: number,
    ) => { acceptWaveform(samples: Float32Array): void; isDetected(): boolean };
  };
  const model = path.join(path.dirname(require.resolve('decibri')), '..', 'models', 'silero_vad.onnx');
  const vad = new Vad(
    { sileroVad: { model, threshold: 0.5, windowSize: FRAME_SAMPLES }, sampleRate: 16_000, numThreads: 1, debug: 0 },
    60,
  );
  const startMs = performance.now();
  for (const { samples } of frames) {
    vad.acceptWaveform(samples);
    vad.isDetected();
  }
  return performance.now() - startMs;
}

async function* asyncFrames(frames: readonly AudioFrame[]): AsyncGenerator<AudioFrame> {
  yield* frames;
  await Promise.resolve();
}

function framesOf(samples: Float32Array): AudioFrame[] {
  return Array.from({ length: Math.floor(samples.length / FRAME_SAMPLES) }, (_, index) => ({
    samples: samples.slice(index * FRAME_SAMPLES, (index + 1) * FRAME_SAMPLES),
    startSample: index * FRAME_SAMPLES,
    capturedAtMs: samplesToMs((index + 1) * FRAME_SAMPLES),
  }));
}
