import { beforeAll, describe, expect, it } from 'vitest';
import { FRAME_SAMPLES } from '../../../../../src/engine/audio/audio-frame.ts';
import { autoThreshold } from '../../../../../src/engine/audio/conditioning/noise-gate.ts';
import { demoClip } from '../../../../support/clips.ts';
import { createNoise } from '../../../../support/noise.ts';
import { amplified, condition, levelOf, toneOf } from '../../../../support/audio/conditioning-support.ts';
import { expectAll } from '../../../../support/expect-all.ts';

const GATE_DBFS = -45;
const START = 40 * FRAME_SAMPLES + 200;

describe('noise gate', () => {
  let clip: Float32Array;
  beforeAll(() => {
    clip = demoClip('en').samples;
  });

  it('turns what stays below its threshold into silence', async () => {
    const { samples } = await condition(amplified(createNoise('white noise', 5), -40), { gate: GATE_DBFS });
    expectAll(samples, (sample) => sample === 0);
  });

  it('is open a frame ahead of what is loud enough, and passes that unchanged', async () => {
    const sound = amplified(createNoise('white noise', 4), -40);
    sound.set(toneOf(300, 0.3, 1), START);
    const { samples } = await condition(sound, { gate: GATE_DBFS });
    const opened = samples.findIndex((sample) => sample !== 0);
    expect(START - opened).toBeGreaterThanOrEqual(FRAME_SAMPLES - 128);
    expect(START - opened).toBeLessThanOrEqual(FRAME_SAMPLES + 128);
    expect(samples.slice(START, START + 16_000)).toEqual(sound.slice(START, START + 16_000));
  });

  it('holds for 250 ms and is closed 100 ms later', async () => {
    const sound = amplified(createNoise('white noise', 4), -40);
    sound.set(toneOf(300, 0.3, 1), START);
    const { samples } = await condition(sound, { gate: GATE_DBFS });
    const end = START + 16_000 - FRAME_SAMPLES;
    const closed = samples.findLastIndex((sample) => sample !== 0);
    expect(closed - end).toBeGreaterThanOrEqual(0.33 * 16_000);
    expect(closed - end).toBeLessThanOrEqual(0.38 * 16_000);
  });

  it('makes pauses quiet by itself once it knows speech and background', async () => {
    const noise = amplified(createNoise('white noise', 60), -35);
    const sound = clip.map((sample, index) => sample + (noise[index] ?? 0));
    sound.set(noise.subarray(0, 5 * 16_000), 20 * 16_000);
    const { samples } = await condition(sound, { gate: 'auto' });
    expect(levelOf(samples.subarray(21 * 16_000, 24 * 16_000))).toBe(Number.NEGATIVE_INFINITY);
  });

  it('lets all through where there is no room between speech and background, or no speech yet', () => {
    expect(autoThreshold(-60, -20)).toBe(-48);
    expect(autoThreshold(-35, -20)).toBe(Number.NEGATIVE_INFINITY);
    expect(autoThreshold(-60, undefined)).toBe(Number.NEGATIVE_INFINITY);
  });
});
