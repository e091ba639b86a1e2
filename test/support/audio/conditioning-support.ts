import { FRAME_SAMPLES, SAMPLE_RATE, rootMeanSquare, type AudioFrame } from '../../../src/engine/audio/audio-frame.ts';
import { conditionStage, type ConditionStage } from '../../../src/engine/audio/conditioning/condition-stage.ts';
import {
  NO_CONDITIONING,
  type ConditioningSettings,
} from '../../../src/engine/audio/conditioning/conditioning-settings.ts';
import { systemClock } from '../../../src/engine/pipeline/clock.ts';
import type { StageContext } from '../../../src/engine/pipeline/stage.ts';
import { collect } from './audio-support.ts';
import { toFrames } from '../frames.ts';
import { silentLog } from '../../../src/engine/log.ts';

export const context: StageContext = { signal: new AbortController().signal, clock: systemClock, log: silentLog };

/** What comes out of a stage for these samples, with the stage, whose state can be asked. */
export async function condition(
  samples: Float32Array,
  settings: Partial<ConditioningSettings>,
): Promise<{ frames: AudioFrame[]; samples: Float32Array; stage: ConditionStage }> {
  const stage = conditionStage({ ...NO_CONDITIONING, ...settings });
  const frames = await collect(stage(asyncFrames(toFrames(samples)), context));
  return { frames, samples: join(frames), stage };
}

/** The sound of frames, one after the other. */
export function join(frames: readonly AudioFrame[]): Float32Array {
  const samples = new Float32Array(frames.length * FRAME_SAMPLES);
  for (const [index, frame] of frames.entries()) samples.set(frame.samples, index * FRAME_SAMPLES);
  return samples;
}

export async function* asyncFrames(frames: readonly AudioFrame[]): AsyncGenerator<AudioFrame> {
  yield* frames;
  await Promise.resolve();
}

/** A tone of a peak level; `seconds` long. */
export function toneOf(hertz: number, level: number, seconds = 2): Float32Array {
  return Float32Array.from(
    { length: seconds * SAMPLE_RATE },
    (_, index) => level * Math.sin((2 * Math.PI * hertz * index) / SAMPLE_RATE),
  );
}

/** Every sample times a gain in dB, without limits. */
export function amplified(samples: Float32Array, decibels: number): Float32Array {
  return samples.map((sample) => sample * 10 ** (decibels / 20));
}

/** RMS level in dBFS. */
export function levelOf(samples: Float32Array): number {
  return 20 * Math.log10(rootMeanSquare(samples));
}

/** By how many samples `late` is later than `sound`: where they are most alike. */
export function lagOf(sound: Float32Array, late: Float32Array, reach: number): number {
  let best = { lag: 0, likeness: Number.NEGATIVE_INFINITY };
  for (let lag = -reach; lag <= reach; lag += 1) {
    let likeness = 0;
    for (let index = reach; index < sound.length - reach; index += 1) {
      likeness += (sound[index] ?? 0) * (late[index + lag] ?? 0);
    }
    if (likeness > best.likeness) best = { lag, likeness };
  }
  return best.lag;
}
