import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  monthOf,
  parseTotals,
  turnedTo,
  withoutUse,
  withUse,
  type MonthTotals,
} from '../../../../../src/engine/translation/failover/month-totals.ts';

const months = fc.constantFrom('1970-01', '2026-10', '2026-11', '2026-12', '2027-01', '2030-05');
const steps = fc.array(fc.tuple(months, fc.nat(1000)), { minLength: 1, maxLength: 60 });

function run(sequence: readonly (readonly [string, number])[]): MonthTotals {
  const begin: MonthTotals | undefined = undefined;
  const end = sequence.reduce<MonthTotals | undefined>(
    (totals, [month, amount]) => withUse(turnedTo(totals, month), 'deepl', amount),
    begin,
  );
  return end!;
}

function usedIn(totals: MonthTotals, month: string): number {
  return turnedTo(totals, month).used[month]?.['deepl'] ?? 0;
}

describe('what was used in a month', () => {
  it('is all that was used while the clock showed it, or more, however the clock jumps', () => {
    fc.assert(
      fc.property(steps, months, (sequence, month) => {
        const least = sequence.filter(([shown]) => shown === month).reduce((sum, [, amount]) => sum + amount, 0);
        expect(usedIn(run(sequence), month)).toBeGreaterThanOrEqual(least);
      }),
    );
  });

  it('is not made less by a clock that jumps away and back', () => {
    fc.assert(
      fc.property(steps, months, months, (sequence, month, other) => {
        const before = turnedTo(run(sequence), month);
        const back = turnedTo(turnedTo(before, other), month);
        expect(usedIn(back, month)).toBeGreaterThanOrEqual(usedIn(before, month));
      }),
    );
  });

  it('is exact, and begins anew, where the clock only goes forward', () => {
    const ordered = steps.map((sequence) => sequence.toSorted(([a], [b]) => a.localeCompare(b)));
    fc.assert(
      fc.property(ordered, (sequence) => {
        const month = sequence.at(-1)![0];
        const exact = sequence.filter(([shown]) => shown === month).reduce((sum, [, amount]) => sum + amount, 0);
        expect(usedIn(run(sequence), month)).toBe(exact);
      }),
    );
  });

  it.each([
    {
      name: 'back and forward',
      steps: [
        ['2026-11', 300],
        ['2026-10', 5],
        ['2026-11', 0],
      ],
      month: '2026-11',
      used: 305,
    },
    {
      name: 'to 1970 and back',
      steps: [
        ['2026-11', 300],
        ['1970-01', 5],
        ['2026-11', 1],
      ],
      month: '2026-11',
      used: 306,
    },
    {
      name: 'to 1970, and to a new month',
      steps: [
        ['2026-11', 300],
        ['1970-01', 5],
      ],
      month: '2026-12',
      used: 5,
    },
    {
      name: 'forward and back',
      steps: [
        ['2026-11', 300],
        ['2030-05', 5],
        ['2026-11', 1],
      ],
      month: '2026-11',
      used: 306,
    },
    {
      name: 'forward at first',
      steps: [
        ['2030-05', 5],
        ['2026-11', 1],
      ],
      month: '2026-11',
      used: 6,
    },
    {
      name: 'forward long ago',
      steps: [
        ['2030-05', 5],
        ['2026-11', 1],
      ],
      month: '2026-12',
      used: 0,
    },
  ] as const)('counts what was used meanwhile where the clock went $name', ({ steps: taken, month, used }) => {
    expect(usedIn(run(taken), month)).toBe(used);
  });

  it('does not count what is given back, in the months in which it was counted', () => {
    const totals = withUse(turnedTo(withUse(turnedTo(undefined, '2026-11'), 'llm', 50), '2026-12'), 'llm', 20);
    expect(withoutUse(totals, 'llm', { amount: 15, months: ['2026-11'] }).used).toEqual({
      '2026-11': { llm: 55 },
      '2026-12': { llm: 20 },
    });
  });

  it('is remembered for two years of months, not for ever', () => {
    const many = Array.from(
      { length: 60 },
      (_, at) => [`${2026 + Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`, 1] as const,
    );
    expect(Object.keys(run(many).used)).toHaveLength(24);
  });
});

describe('the text of the totals', () => {
  it('can be read back', () => {
    fc.assert(
      fc.property(steps, (sequence) => {
        const totals = run(sequence);
        expect(parseTotals(JSON.stringify(totals))).toEqual(totals);
      }),
    );
  });

  it('of one month only is read too', () => {
    expect(parseTotals('{"month":"2026-03","used":{"deepl":120}}')).toEqual({
      month: '2026-03',
      used: { '2026-03': { deepl: 120 } },
    });
  });

  it.each([
    '',
    '{"month":',
    '{}',
    '[]',
    'null',
    '{"month":"2026-03","used":{"deepl":-1}}',
    '{"month":"x","used":{}}',
    '\0\0',
  ])('is refused where it is %j', (text) => {
    expect(() => parseTotals(text)).toThrow();
  });
});

describe('the month of a date', () => {
  it.each([
    ['2026-03-31T23:59:59.999Z', '2026-03'],
    ['1969-12-31T00:00:00Z', '1970-01'],
    ['+012026-01-01T00:00:00Z', '9999-12'],
    ['not a date', '1970-01'],
  ])('of %s is %s', (date, month) => {
    expect(monthOf(new Date(date))).toBe(month);
  });
});
