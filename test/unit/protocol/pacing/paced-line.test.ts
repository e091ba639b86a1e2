import { describe, expect, it } from 'vitest';
import { readingSpeed } from '../../../../src/protocol/pacing/pace-rules.ts';
import { changedUnits, hasMoreWords } from '../../../../src/protocol/pacing/paced-line.ts';

describe('a line that changes', () => {
  it('has new units behind what stays the same', () => {
    expect(changedUnits('We have', 'We have to')).toEqual({ gone: 0, added: 3 });
    expect(changedUnits('We have too', 'We have to go')).toEqual({ gone: 1, added: 3 });
    expect(changedUnits('宝', '宝物')).toEqual({ gone: 0, added: 2 });
  });

  it('says more where words were added, and not where marks were', () => {
    expect(hasMoreWords('We have', 'We have to')).toBe(true);
    expect(hasMoreWords('We have', 'We have.')).toBe(false);
    expect(hasMoreWords('宝', '宝。')).toBe(false);
    expect(hasMoreWords('Elle', 'Il est venu hier.')).toBe(true);
    expect(hasMoreWords('Elle est ici', 'Il est ici.')).toBe(false);
  });
});

describe('the expected speed of reading', () => {
  const rules = { rows: 2, unitsPerSecond: 20, maxLagMs: 4000 };

  it('is the usual one up to half of the longest lag, and then grows by a quarter', () => {
    expect([0, 2000, 2500, 3000, 4000].map((lagMs) => readingSpeed(lagMs, rules))).toEqual([20, 20, 22.5, 25, 25]);
  });

  it('is never more than 25 units a second, nor less than was asked for', () => {
    expect(readingSpeed(4000, { ...rules, unitsPerSecond: 24 })).toBe(25);
    expect(readingSpeed(4000, { ...rules, unitsPerSecond: 25 })).toBe(25);
    expect(readingSpeed(4000, { ...rules, unitsPerSecond: 10 })).toBe(12.5);
  });
});
