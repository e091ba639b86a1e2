import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SAMPLE_RATE } from '../../../../../src/engine/audio/audio-frame.ts';
import { pieceEnds } from '../../../../../src/engine/transcription/sherpa/long-sound.ts';

const LONGEST = 9 * SAMPLE_RATE;

/** So many seconds of a steady sound, with a pause of 0.2 s at each of the given times. */
function sound(seconds: number, ...pauses: readonly number[]): Float32Array {
  const samples = new Float32Array(Math.round(seconds * SAMPLE_RATE)).map((_, index) => Math.sin(index));
  for (const at of pauses) samples.fill(0, at * SAMPLE_RATE, (at + 0.2) * SAMPLE_RATE);
  return samples;
}

describe('a sound that is longer than a model takes', () => {
  it('is cut in pauses', () => {
    const ends = pieceEnds(sound(20, 2, 7, 13.5), LONGEST).map((end) => end / SAMPLE_RATE);
    expect(ends).toHaveLength(3);
    expect(ends[0]).toBeGreaterThan(7);
    expect(ends[0]).toBeLessThan(7.2);
    expect(ends[1]).toBeGreaterThan(13.5);
    expect(ends[1]).toBeLessThan(13.7);
    expect(ends[2]).toBe(20);
  });

  it('is cut at the same places while it goes on', () => {
    const whole = sound(20, 7, 13.5);
    const [first] = pieceEnds(whole, LONGEST);
    for (const seconds of [9.1, 12, 15]) {
      expect(pieceEnds(whole.subarray(0, seconds * SAMPLE_RATE), LONGEST)[0]).toBe(first);
    }
  });

  it('is whole where it is short enough', () => {
    expect(pieceEnds(sound(9), LONGEST)).toEqual([LONGEST]);
    expect(pieceEnds(sound(9), Number.POSITIVE_INFINITY)).toEqual([LONGEST]);
    expect(pieceEnds(new Float32Array(0), LONGEST)).toEqual([0]);
  });

  it('has no piece that is too long, and loses nothing', () => {
    const noise = fc.tuple(fc.integer({ min: 0, max: 60_000 }), fc.integer({ min: 1600, max: 20_000 }), fc.nat());
    fc.assert(
      fc.property(noise, ([length, longest, seed]) => {
        const samples = new Float32Array(length).map((_, index) => Math.sin(index * (1 + (seed % 7))) * (seed % 3));
        const ends = pieceEnds(samples, longest);
        expect(ends.at(-1)).toBe(length);
        for (const [index, end] of ends.entries()) {
          const pieceLength = end - (ends[index - 1] ?? 0);
          expect(pieceLength).toBeLessThanOrEqual(longest);
          if (length > 0) expect(pieceLength).toBeGreaterThan(0);
        }
      }),
    );
  });
});
