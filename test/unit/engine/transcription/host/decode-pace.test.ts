import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { DecodePace } from '../../../../../src/engine/transcription/host/decode-pace.ts';

function paceOf(decodes: readonly (readonly [audioMs: number, tookMs: number])[]): DecodePace {
  const pace = new DecodePace();
  for (const [audioMs, tookMs] of decodes) pace.add(audioMs, tookMs);
  return pace;
}

describe('DecodePace', () => {
  it('gives the first decode a minute, and a fast host ten seconds or five times the sound', () => {
    expect(paceOf([]).limitMs(1000, 1)).toBe(60_000);
    expect(paceOf([[1000, 200]]).limitMs(1000, 1)).toBe(10_000);
    expect(paceOf([[1000, 200]]).limitMs(12_000, 1)).toBe(60_000);
  });

  it('gives a slow host four times what it took, more for a longer sound, and forgets when it was slow', () => {
    const slow = paceOf([[3000, 8000]]);
    expect(slow.limitMs(3000, 1)).toBe(32_000);
    expect(slow.limitMs(6000, 1)).toBe(64_000);
    for (let count = 0; count < 6; count += 1) slow.add(3000, 300);
    expect(slow.limitMs(1000, 1)).toBe(10_000);
  });

  it('takes nothing for hung that takes three times as long as lately, or comes in the second try', () => {
    const decode = fc.tuple(fc.integer({ min: 100, max: 12_000 }), fc.integer({ min: 1, max: 20_000 }));
    fc.assert(
      fc.property(
        fc.array(decode, { minLength: 1, maxLength: 10 }),
        fc.integer({ min: 100, max: 12_000 }),
        (all, audioMs) => {
          const pace = paceOf(all);
          const limitMs = pace.limitMs(audioMs, 1);
          expect(limitMs).toBeGreaterThanOrEqual(3 * Math.max(...all.slice(-6).map(([, tookMs]) => tookMs)));
          expect(pace.limitMs(audioMs, 2)).toBeGreaterThanOrEqual(Math.min(limitMs * 2, 180_000));
          expect(pace.limitMs(audioMs, 3)).toBeLessThanOrEqual(180_000);
        },
      ),
    );
  });

  it('tells the middle of its newest decodes as usual, whatever a single one took', () => {
    expect(paceOf([]).usualMs).toBe(0);
    expect(
      paceOf([
        [1000, 200],
        [1000, 9000],
        [1000, 210],
      ]).usualMs,
    ).toBe(210);
  });
});
