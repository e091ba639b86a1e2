import { FRAME_SAMPLES, samplesToMs, type AudioFrame } from '../src/engine/audio/audio-frame.ts';
import { conditionStage } from '../src/engine/audio/conditioning/condition-stage.ts';
import {
  DEFAULT_CONDITIONING,
  type ConditioningSettings,
} from '../src/engine/audio/conditioning/conditioning-settings.ts';
import { systemClock } from '../src/engine/pipeline/clock.ts';
import { SileroDetector } from '../src/engine/speech/silero-detector.ts';
import type { LabelledClip } from './clips.ts';
import { silentLog } from './live-run.ts';
import { quantileOf, type BenchLine } from './report.ts';

const ROUNDS = 5;

const VARIANTS: readonly {
  readonly name: string;
  readonly settings: ConditioningSettings;
  /** Greatest cost of a frame, in calls of the voice activity model. */
  readonly goal?: number;
}[] = [
  { name: 'default', settings: DEFAULT_CONDITIONING, goal: 0.5 },
  { name: 'with gate', settings: { ...DEFAULT_CONDITIONING, gate: 'auto' }, goal: 0.75 },
  { name: 'with suppression', settings: { ...DEFAULT_CONDITIONING, suppression: true } },
];

/** What conditioning costs, against the voice activity call on the same frames, and by how much it delays. */
export async function conditioningLines(clip: LabelledClip): Promise<BenchLine[]> {
  const frames = framesOf(clip.samples);
  const lines: BenchLine[] = [];
  for (const { name, settings, goal } of VARIANTS) {
    const ratios: number[] = [];
    let perFrameMs = 0;
    let delaySamples = 0;
    for (let round = 0; round < ROUNDS; round += 1) {
      const own = await runStage(frames, settings);
      ratios.push(own.ms / timeDetector(frames));
      perFrameMs = own.ms / frames.length;
      delaySamples = own.delaySamples;
    }
    lines.push({
      name: `conditioning, ${name} / voice activity call`,
      value: quantileOf(ratios, 0.5),
      unit: 'x',
      ...(goal === undefined ? {} : { goal }),
      detail: `${perFrameMs.toFixed(3)} ms for a frame of 32 ms`,
    });
    lines.push({
      name: `conditioning, ${name}: delay`,
      value: samplesToMs(delaySamples),
      unit: 'ms',
      goal: samplesToMs(conditionStage(settings).delaySamples),
      detail: `${delaySamples} samples went in after a frame before it came out`,
    });
  }
  return lines;
}

async function runStage(
  frames: readonly AudioFrame[],
  settings: ConditioningSettings,
): Promise<{ ms: number; delaySamples: number }> {
  let given = 0;
  let delaySamples = 0;
  const feed = async function* (): AsyncGenerator<AudioFrame> {
    for (const frame of frames) {
      given += FRAME_SAMPLES;
      yield frame;
    }
    await Promise.resolve();
  };
  const context = { signal: new AbortController().signal, clock: systemClock, log: silentLog };
  const startMs = performance.now();
  for await (const { startSample } of conditionStage(settings)(feed(), context)) {
    delaySamples = Math.max(delaySamples, given - startSample - FRAME_SAMPLES);
  }
  return { ms: performance.now() - startMs, delaySamples };
}

function timeDetector(frames: readonly AudioFrame[]): number {
  const detector = new SileroDetector(0.5);
  const startMs = performance.now();
  for (const frame of frames) detector.isSpeech(frame);
  return performance.now() - startMs;
}

function framesOf(samples: Float32Array): AudioFrame[] {
  return Array.from({ length: Math.floor(samples.length / FRAME_SAMPLES) }, (_, index) => ({
    samples: samples.slice(index * FRAME_SAMPLES, (index + 1) * FRAME_SAMPLES),
    startSample: index * FRAME_SAMPLES,
    capturedAtMs: samplesToMs((index + 1) * FRAME_SAMPLES),
  }));
}
