import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EngineError } from '../../../../../src/engine/errors.ts';
import { MonthBudget } from '../../../../../src/engine/translation/failover/month-budget.ts';
import { UsageLedger } from '../../../../../src/engine/translation/failover/usage-ledger.ts';
import { utteranceId } from '../../../../support/caption-builders.ts';
import { ManualClock } from '../../../../../src/testing/manual-clock.ts';

let folder: string;
let file: string;
let today: Date;
let problems: EngineError[];

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'ledger-'));
  file = path.join(folder, 'state', 'usage.json');
  today = new Date('2026-03-31T23:00:00Z');
  problems = [];
});
afterEach(() => rm(folder, { recursive: true }));

function open(clock = new ManualClock()): Promise<UsageLedger> {
  const onProblem = (error: EngineError): void => void problems.push(error);
  return UsageLedger.open({ file, clock, today: () => today, onProblem });
}

function requestOf(text: string) {
  const languages = { sourceLanguage: 'en', targetLanguage: 'es' };
  return { utteranceId: utteranceId('a'), text, final: true, previousText: '', context: [], ...languages };
}

describe('the record of the used budget', () => {
  it('is kept from run to run, and begins anew with the month', async () => {
    const first = await open();
    first.add('deepl', 100);
    first.add('deepl', 20);
    first.add('llm', 7);
    await first.close();

    const second = await open();
    expect([second.usedThisMonth('deepl'), second.usedThisMonth('llm'), second.usedThisMonth('other')]).toEqual([
      120, 7, 0,
    ]);
    today = new Date('2026-04-01T00:00:00Z');
    expect(second.usedThisMonth('deepl')).toBe(0);
    second.add('deepl', 5);
    await second.close();
    expect(JSON.parse(await readFile(file, 'utf8'))).toEqual({ month: '2026-04', used: { deepl: 5 } });
    expect(problems).toEqual([]);
  });

  it('is whole where it is closed while it is being written', async () => {
    const clock = new ManualClock();
    const ledger = await open(clock);
    for (let total = 1; total <= 20; total += 1) {
      ledger.add('deepl', 1);
      // Not awaited: the file is still being written when the next change comes.
      void clock.advance(5000);
      await Promise.resolve();
      ledger.add('llm', 1);
    }
    await ledger.close();
    expect(JSON.parse(await readFile(file, 'utf8'))).toEqual({ month: '2026-03', used: { deepl: 20, llm: 20 } });
    expect(await readdir(path.dirname(file))).toEqual(['usage.json']);
    expect(problems).toEqual([]);
  });

  it('is refused where it is damaged, and not overwritten', async () => {
    await (await open()).close();
    file = path.join(folder, 'damaged.json');
    await writeFile(file, '{"month":');
    await expect(open()).rejects.toMatchObject({
      code: 'translator-budget',
      message: expect.stringContaining(file) as unknown,
    });
    expect(await readFile(file, 'utf8')).toBe('{"month":');
  });

  it('tells where it cannot be written, and goes on in memory', async () => {
    file = path.join(folder, 'file', 'usage.json');
    await writeFile(path.join(folder, 'file'), 'not a folder');
    const ledger = await open().catch(() => undefined);
    expect(ledger).toBeUndefined();
    await rm(path.join(folder, 'file'));
    const other = await open();
    await writeFile(path.join(folder, 'file'), 'not a folder');
    other.add('deepl', 3);
    await other.close();
    expect(problems).toMatchObject([{ code: 'output-unwritable' }]);
    expect(other.usedThisMonth('deepl')).toBe(3);
  });
});

describe('a monthly budget', () => {
  it('warns once at four fifths and is never overdrawn by characters', async () => {
    const ledger = await open();
    const budget = new MonthBudget('deepl', { unit: 'characters', limit: 100 }, ledger);
    const warnings = [79, 1, 10].map((characters) => budget.add({ characters }));
    expect(warnings).toEqual([false, true, false]);
    expect([budget.allows(requestOf('x'.repeat(10))), budget.allows(requestOf('x'.repeat(11)))]).toEqual([true, false]);
    await ledger.close();
  });

  it('counts tokens of both directions', async () => {
    const ledger = await open();
    const budget = new MonthBudget('llm', { unit: 'tokens', limit: 100 }, ledger);
    budget.add({ inputTokens: 80, outputTokens: 18 });
    expect([budget.allows(requestOf('one two')), budget.allows(requestOf('one two three'))]).toEqual([true, false]);
    await ledger.close();
  });
});
