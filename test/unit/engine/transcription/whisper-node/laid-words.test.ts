import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { SAMPLE_RATE } from '../../../../../src/engine/audio/audio-frame.ts';
import { layWords } from '../../../../../src/engine/transcription/whisper-node/laid-words.ts';

/** Sound with voice in the given spans, in milliseconds. */
function soundOf(lengthMs: number, voiced: readonly (readonly [fromMs: number, toMs: number])[]): Float32Array {
  const samples = new Float32Array((lengthMs * SAMPLE_RATE) / 1000);
  for (const [index] of samples.entries()) {
    const atMs = (index * 1000) / SAMPLE_RATE;
    const level = voiced.some(([fromMs, toMs]) => atMs >= fromMs && atMs < toMs) ? 0.3 : 0.001;
    samples[index] = level * (index % 2 === 0 ? 1 : -1);
  }
  return samples;
}

const word = (weight: number, roughMs: number, marked = false) => ({ weight, roughMs, marked });

describe('layWords', () => {
  it('begins and ends words where voice does, however rough their times are', () => {
    const samples = soundOf(4000, [
      [600, 1400],
      [2000, 3000],
    ]);
    const spans = layWords(samples, [word(8, 0, true), word(10, 1500, true)]);
    expect(spans).toEqual([
      { startMs: 600, endMs: 1400 },
      { startMs: 2000, endMs: 3000 },
    ]);
  });

  it('lays the pause behind a mark, not between words that belong together', () => {
    const samples = soundOf(4000, [
      [500, 1500],
      [2000, 3000],
    ]);
    const spans = layWords(samples, [word(5, 300), word(5, 900, true), word(5, 1300), word(5, 1900)]);
    expect(spans?.[1]?.endMs).toBe(1500);
    expect(spans?.[2]?.startMs).toBe(2000);
  });

  it('gives longer words more of the voice', () => {
    const spans = layWords(soundOf(3000, [[500, 2500]]), [word(5, 500), word(15, 1000)]);
    expect(spans?.[1]?.startMs).toBeGreaterThanOrEqual(900);
    expect(spans?.[1]?.startMs).toBeLessThanOrEqual(1100);
  });

  it('tells no times where the sound has no room for the words', () => {
    expect(layWords(new Float32Array(0), [word(5, 0)])).toBeUndefined();
    expect(
      layWords(
        soundOf(200, [[0, 200]]),
        Array.from({ length: 30 }, () => word(5, 0)),
      ),
    ).toBeUndefined();
  });

  it('keeps words in order, inside of the sound, and none of them empty', () => {
    const words = fc.array(
      fc.record({
        weight: fc.integer({ min: 1, max: 20 }),
        roughMs: fc.integer({ min: 0, max: 5000 }),
        marked: fc.boolean(),
      }),
      { minLength: 1, maxLength: 12 },
    );
    const voiced = fc.array(fc.tuple(fc.integer({ min: 0, max: 4000 }), fc.integer({ min: 100, max: 1500 })), {
      maxLength: 5,
    });
    fc.assert(
      fc.property(words, voiced, (all, voices) => {
        const samples = soundOf(
          5000,
          voices.map(([fromMs, lengthMs]) => [fromMs, fromMs + lengthMs] as const),
        );
        const spans = layWords(samples, all);
        for (const [index, { startMs, endMs }] of (spans ?? []).entries()) {
          expect(endMs).toBeGreaterThan(startMs);
          expect(startMs).toBeGreaterThanOrEqual(spans?.[index - 1]?.endMs ?? 0);
          expect(endMs).toBeLessThanOrEqual(5000);
        }
        if (spans) expect(spans).toHaveLength(all.length);
      }),
      { numRuns: 30 },
    );
  });
});
