import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { MonthBudget } from '../../../../../src/engine/translation/failover/month-budget.ts';
import { UsageLedger } from '../../../../../src/engine/translation/failover/usage-ledger.ts';
import { settle } from '../../../../../src/testing/manual-clock.ts';
import { ChainRun, request, scripted } from './chain-run.ts';

describe('a chain of translators with a budget', () => {
  it('keeps to the budget with requests that are under way together', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'budget-'));
    const file = path.join(folder, 'usage.json');
    const tools = { today: () => new Date(0), onProblem: () => undefined };
    const ledger = UsageLedger.open({ file, ...tools });
    const budget = new MonthBudget('engine0', { unit: 'characters', limit: 10 }, ledger);
    const run = new ChainRun(scripted(2), [{ budget }]);
    for (const text of ['Four', 'Five', 'Sixth']) await run.ask(request(text));
    expect(run.engines.map(({ requests }) => requests.map((sent) => sent.request.text))).toEqual([
      ['Four', 'Five'],
      ['Sixth'],
    ]);
    run.fail(0, 'translator-refused');
    await settle();
    await run.ask(request('Four.'));
    expect(run.engines[0]?.requests).toHaveLength(3);
    ledger.close();
    await rm(folder, { recursive: true });
  });
});
