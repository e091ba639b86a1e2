import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MonthBudget } from '../../../../../src/engine/translation/failover/month-budget.ts';
import { UsageLedger } from '../../../../../src/engine/translation/failover/usage-ledger.ts';
import { request } from './chain-run.ts';

let folder: string;
beforeEach(() => (folder = mkdtempSync(path.join(tmpdir(), 'budget-'))));
afterEach(() => rmSync(folder, { recursive: true }));

function ledger(): UsageLedger {
  const file = path.join(folder, 'usage.json');
  return UsageLedger.open({ file, today: () => new Date('2026-03-05'), onProblem: () => undefined });
}

function characters(limit: number): MonthBudget {
  return new MonthBudget('deepl', { unit: 'characters', limit }, ledger());
}

describe('a monthly budget', () => {
  it('warns once at four fifths and is never overdrawn by characters', () => {
    const budget = characters(100);
    const warnings = [79, 1, 10].map((count) => {
      budget.hold(request('x'.repeat(count))).end();
      return budget.warns();
    });
    expect(warnings).toEqual([false, true, false]);
    expect([budget.allows(request('x'.repeat(10))), budget.allows(request('x'.repeat(11)))]).toEqual([true, false]);
    expect(() => budget.hold(request('x'.repeat(11)))).toThrow('The monthly budget of "deepl" is used up.');
  });

  it('counts tokens of both directions, and what a translator says that a request may cost', () => {
    const mostCost = () => ({ inputTokens: 60, outputTokens: 30 });
    const budget = new MonthBudget('llm', { unit: 'tokens', limit: 100 }, ledger(), mostCost);
    const hold = budget.hold(request('one two'));
    expect([budget.used, budget.allows(request('x'))]).toEqual([90, false]);
    hold.told({ inputTokens: 5, outputTokens: 4 });
    hold.end();
    expect([budget.used, budget.allows(request('x'))]).toEqual([9, true]);
  });

  it('takes a text of which nothing is known for as many tokens as it has bytes', () => {
    const budget = new MonthBudget('own', { unit: 'tokens', limit: 6 }, ledger());
    expect([budget.allows(request('日本')), budget.allows(request('日本。'))]).toEqual([true, false]);
  });

  it.each([
    { name: 'is told in time', told: [[4], []], used: 4 },
    { name: 'is told in two parts', told: [[4, 5], []], used: 9 },
    { name: 'is more than was held', told: [[14], []], used: 14 },
    { name: 'is nothing', told: [[0], []], used: 0 },
    { name: 'is never told', told: [[], []], used: 10 },
    { name: 'is told late', told: [[], [4]], used: 4 },
    { name: 'is told in two parts, late', told: [[], [4, 9]], used: 13 },
    { name: 'is told in two parts, one of them late', told: [[4], [9]], used: 13 },
  ] as const)('counts $used of ten where the cost $name', ({ told: [early, late], used }) => {
    const budget = characters(1000);
    const hold = budget.hold(request('x'.repeat(10)));
    for (const count of early) hold.told({ characters: count });
    hold.end();
    for (const count of late) hold.told({ characters: count });
    expect(budget.used).toBe(used);
  });
});
