import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FRAME_SAMPLES, type AudioFrame } from '../../../../../src/engine/audio/audio-frame.ts';
import { conditionStage } from '../../../../../src/engine/audio/conditioning/condition-stage.ts';
import {
  NO_CONDITIONING,
  type ConditioningSettings,
} from '../../../../../src/engine/audio/conditioning/conditioning-settings.ts';
import { demoClip } from '../../../../support/clips.ts';
import { frameAt, toFrames } from '../../../../support/frames.ts';
import { createNoise } from '../../../../support/noise.ts';
import { collect } from '../../../../support/audio/audio-support.ts';
import { asyncFrames, condition, context, lagOf, toneOf } from '../../../../support/audio/conditioning-support.ts';
import { expectAll } from '../../../../support/expect-all.ts';

const anySettings: fc.Arbitrary<ConditioningSettings> = fc.record({
  highPass: fc.boolean(),
  gainDb: fc.constantFrom(0, -60, 13.5, 60),
  suppression: fc.boolean(),
  gate: fc.constantFrom<ConditioningSettings['gate']>('off', 'auto', -50, 0),
  autoGain: fc.boolean(),
});

/** Frames of noise at any level, with values in them that no sound has. */
const anySamples = fc.array(
  fc
    .tuple(
      fc.constantFrom(0, 1e-30, 1e-3, 0.5, 1, 40, 3e38),
      fc.array(fc.tuple(fc.nat(FRAME_SAMPLES - 1), fc.constantFrom(Number.NaN, Infinity, -Infinity, 2, -1e30, 1e-42)), {
        maxLength: 5,
      }),
    )
    .map(([level, odd]) => {
      const samples = Float32Array.from({ length: FRAME_SAMPLES }, (_, index) => level * Math.sin(index * index));
      for (const [index, value] of odd) samples[index] = value;
      return samples;
    }),
  { maxLength: 12 },
);

function run(frames: readonly AudioFrame[], settings: ConditioningSettings): Promise<AudioFrame[]> {
  return collect(conditionStage(settings)(asyncFrames(frames), context));
}

describe('conditionStage', () => {
  it('gives as many frames as it gets, each with its times and with samples in [-1, 1]', async () => {
    const holds = fc.asyncProperty(anySettings, anySamples, async (settings, sounds) => {
      const frames = sounds.map((samples, index) => ({ ...frameAt(index), samples }));
      const before = frames.map(({ samples }) => samples.slice());
      const out = await run(frames, settings);
      expect(out.map(({ startSample, capturedAtMs }) => ({ startSample, capturedAtMs }))).toEqual(
        frames.map(({ startSample, capturedAtMs }) => ({ startSample, capturedAtMs })),
      );
      for (const { samples } of out) {
        expect(samples).toHaveLength(FRAME_SAMPLES);
        expectAll(samples, (sample) => sample >= -1 && sample <= 1);
      }
      expect(frames.map(({ samples }) => samples)).toEqual(before);
    });
    await fc.assert(holds, { numRuns: 100 });
  });

  it('leaves digital silence what it is', async () => {
    const silent = fc.asyncProperty(anySettings, fc.nat(40), async (settings, count) => {
      const out = await run(
        Array.from({ length: count }, (_, index) => frameAt(index)),
        settings,
      );
      expect(out).toHaveLength(count);
      for (const { samples } of out) expectAll(samples, (sample) => sample === 0);
    });
    await fc.assert(silent, { numRuns: 30 });
  });

  it('passes the very same frames with everything off', async () => {
    const frames = toFrames(demoClip('en').samples.subarray(0, 32_000));
    const out = await run(frames, NO_CONDITIONING);
    expect(out).toHaveLength(frames.length);
    for (const [index, frame] of out.entries()) expect(frame).toBe(frames[index]);
  });

  it('replaces values that are no sound, and counts them', async () => {
    const sound = Float32Array.of(Number.NaN, 0.25, Infinity, -Infinity, 1.5);
    const { samples, stage } = await condition(sound, {});
    expect([...samples.subarray(0, 5)]).toEqual([0, 0.25, 1, -1, 1]);
    expect(stage.state()).toMatchObject({ invalidSamples: 3, overscaleSamples: 1 });
  });

  it('amplifies by the fixed gain and bends what would be too loud', async () => {
    const { samples } = await condition(toneOf(300, 0.1), { gainDb: 6 });
    expect(Math.max(...samples)).toBeCloseTo(0.1995, 3);
    const loud = await condition(toneOf(300, 0.5), { gainDb: 20 });
    expect(Math.max(...loud.samples)).toBeLessThanOrEqual(1);
    expect(loud.stage.state()?.limitedSamples).toBeGreaterThan(0);
  });

  const delays: [string, Partial<ConditioningSettings>, number][] = [
    ['high-pass and automatic gain', { highPass: true, autoGain: true }, 0],
    ['the gate', { gate: -60 }, 512],
    ['suppression', { suppression: true }, 512],
    ['all', { highPass: true, autoGain: true, gate: 'auto', suppression: true }, 1024],
  ];
  it.each(delays)('delays by what it declares and no more, with %s', async (_, settings, delaySamples) => {
    const stage = conditionStage({ ...NO_CONDITIONING, ...settings });
    expect(stage.delaySamples).toBe(delaySamples);
    let given = 0;
    const feed = async function* (): AsyncGenerator<AudioFrame> {
      for await (const frame of asyncFrames(toFrames(createNoise('pink noise', 1)))) {
        given += FRAME_SAMPLES;
        yield frame;
      }
    };
    for await (const { startSample } of stage(feed(), context)) {
      const late = given - startSample - FRAME_SAMPLES;
      if (given < 16_000) expect(late).toBe(delaySamples);
    }
  });

  it.each(delays)('puts the sound where it was, with %s', async (_, settings) => {
    const clip = demoClip('en').samples.subarray(0, 4 * 16_000);
    const { samples } = await condition(clip, settings);
    expect(lagOf(clip, samples, 700)).toBe(0);
  });
});
