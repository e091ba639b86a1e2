import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Resampler, resample } from '../../../../src/engine/audio/resampler.ts';
import { collect, levelDb, signalToNoiseDb, tone } from '../../../support/audio/audio-support.ts';
import { expectSameSamples } from '../../../support/audio/expect-samples.ts';

async function resampled(samples: Float32Array, inputRate: number, cuts: readonly number[] = []): Promise<number[]> {
  const resampler = await Resampler.create(inputRate);
  const out: number[] = [];
  let start = 0;
  for (const length of [...cuts, samples.length]) {
    for (const piece of resampler.push(samples.subarray(start, start + length))) out.push(...piece);
    start += length;
  }
  for (const piece of resampler.flush()) out.push(...piece);
  resampler.close();
  return out;
}

const second = (hertz: number, sampleRate: number): Float32Array =>
  Float32Array.from(tone(sampleRate, { hertz, sampleRate }));

/** Without the ends, where a tone that starts with a jump is no tone. */
const steady = (samples: number[]): number[] => samples.slice(2000, -2000);

describe('Resampler', () => {
  it.each([8000, 11_025, 44_100, 48_000])('gives the same samples at %i Hz however the sound is cut', async (rate) => {
    const sound = second(440, rate).subarray(0, 6000);
    const whole = await resampled(sound, rate);
    const anyCuts = fc.array(fc.nat(900), { maxLength: 20 });
    const sameAsWhole = fc.asyncProperty(anyCuts, async (cuts) => {
      expectSameSamples(await resampled(sound, rate, cuts), whole);
    });
    await fc.assert(sameAsWhole, { numRuns: 10 });
  });

  it.each([8000, 11_025, 22_050, 44_100, 48_000, 96_000])(
    'keeps the length and the place of %i Hz sound',
    async (rate) => {
      const out = await resampled(second(440, rate), rate);
      expect(out).toHaveLength(16_000);
      // One sample off would leave 15 dB.
      const expected = tone(16_000, { hertz: 440, sampleRate: 16_000 });
      expect(signalToNoiseDb(steady(out), steady(expected))).toBeGreaterThan(110);
    },
  );

  it.each([44_100, 48_000, 96_000])('keeps what speech needs of %i Hz sound, and no more', async (rate) => {
    const inputLevelDb = levelDb([...second(1000, rate)]);
    const gainDb = async (hertz: number): Promise<number> =>
      levelDb(steady(await resampled(second(hertz, rate), rate))) - inputLevelDb;
    expect(Math.abs(await gainDb(3000))).toBeLessThan(0.01);
    expect(Math.abs(await gainDb(7000))).toBeLessThan(0.5);
    // Below the steps of 16-bit sound.
    expect(await gainDb(9000)).toBeLessThan(-96);
    expect(await gainDb(12_000)).toBeLessThan(-96);
  });

  it('brings out sound that is shorter than its filter', async () => {
    expect(await resampled(new Float32Array(3).fill(0.5), 48_000)).toHaveLength(1);
    expect(await resampled(new Float32Array(0), 48_000)).toHaveLength(0);
  });

  it('leaves 16 kHz sound as it is', async () => {
    const sound = Float32Array.of(0.1, -0.2, 0.3);
    expect(await resampled(sound, 16_000)).toEqual([...sound]);
  });

  it('frees its converter once', async () => {
    const resampler = await Resampler.create(48_000);
    resampler.close();
    resampler.close();
    expect([...resampler.flush()]).toEqual([]);
  });
});

describe('resample', () => {
  it('goes on where the rate changes', async () => {
    async function* sound(): AsyncGenerator<{ samples: Float32Array; sampleRate: number }> {
      yield { samples: second(440, 48_000), sampleRate: 48_000 };
      yield await Promise.resolve({ samples: second(440, 8000), sampleRate: 8000 });
    }
    const pieces = await collect(resample(sound()));
    expect(pieces.reduce((sum, piece) => sum + piece.length, 0)).toBe(32_000);
  });
});
