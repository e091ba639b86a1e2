import { chmod, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EngineError } from '../../../../../src/engine/errors.ts';
import { UsageLedger } from '../../../../../src/engine/translation/failover/usage-ledger.ts';

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

function open(): UsageLedger {
  return UsageLedger.open({ file, today: () => today, onProblem: (error) => problems.push(error) });
}

const take = (ledger: UsageLedger, amount: number, limit = 1000): boolean =>
  ledger.take({ translator: 'deepl', amount, limit });

async function written(): Promise<unknown> {
  return JSON.parse(await readFile(file, 'utf8'));
}

describe('the record of the used budget', () => {
  it('is kept from run to run, and begins anew with the month', async () => {
    const first = open();
    expect([take(first, 100), take(first, 20)]).toEqual([true, true]);
    first.add('llm', 7);
    first.close();

    const second = open();
    expect(['deepl', 'llm', 'other'].map((name) => second.usedThisMonth(name))).toEqual([120, 7, 0]);
    today = new Date('2026-04-01T00:00:00Z');
    expect(second.usedThisMonth('deepl')).toBe(0);
    expect(take(second, 5)).toBe(true);
    second.close();
    expect(await written()).toMatchObject({ month: '2026-04', used: { '2026-04': { deepl: 5 } } });
    expect(await readdir(path.dirname(file))).toEqual(['usage.json']);
    expect(problems).toEqual([]);
  });

  it('holds what is taken before anything else happens, so that a crash does not make it less', () => {
    expect(take(open(), 300)).toBe(true);
    // The first one has not been closed.
    expect(open().usedThisMonth('deepl')).toBe(300);
  });

  it('is the sum of all instances, none of which goes beyond the limit', () => {
    const instances = [open(), open(), open()];
    const taken = Array.from({ length: 90 }, (_, at) => take(instances[at % 3]!, 20)).filter(Boolean).length;
    for (const instance of instances) instance.close();
    expect(taken).toBe(50);
    expect(open().usedThisMonth('deepl')).toBe(1000);
  });

  it('is the exact sum once all are closed, whatever they did and whenever they crashed it is no less', () => {
    const act = fc.record({
      who: fc.nat(2),
      what: fc.constantFrom('take', 'add', 'back', 'crash'),
      amount: fc.nat(40),
    });
    fc.assert(
      fc.property(fc.array(act, { maxLength: 25 }), (acts) => {
        file = path.join(folder, `${Math.random()}.json`);
        const instances = [open(), open(), open()];
        let used = 0;
        let crashed = false;
        for (const { who, what, amount } of acts) {
          const ledger = instances[who]!;
          if (what === 'crash') {
            instances[who] = open();
            crashed = true;
          } else if (what === 'add') {
            ledger.add('deepl', amount);
            used += amount;
          } else if (take(ledger, amount, 100_000)) {
            if (what === 'back') ledger.giveBack('deepl', amount);
            else used += amount;
          }
        }
        for (const ledger of instances) ledger.close();
        const found = open().usedThisMonth('deepl');
        if (crashed) expect(found).toBeGreaterThanOrEqual(used);
        else expect(found).toBe(used);
      }),
      { numRuns: 15 },
    );
  });

  it('is not forgotten by a clock that goes back over the end of the month and forward again', () => {
    const ledger = open();
    take(ledger, 300);
    today = new Date('2026-02-28T12:00:00Z');
    take(ledger, 10);
    today = new Date('2026-03-31T23:30:00Z');
    expect(ledger.usedThisMonth('deepl')).toBe(310);
    ledger.close();
    expect(open().usedThisMonth('deepl')).toBe(310);
  });

  it('is one line of what was used per request where the limit is high, not one writing each', async () => {
    const ledger = open();
    take(ledger, 10, 500_000);
    const before = await readFile(file, 'utf8');
    for (let request = 0; request < 20; request += 1) take(ledger, 10, 500_000);
    expect(await readFile(file, 'utf8')).toBe(before);
    expect(ledger.usedThisMonth('deepl')).toBe(210);
    ledger.close();
    expect(await written()).toMatchObject({ used: { '2026-03': { deepl: 210 } } });
  });

  it.each(['{"month":', '', '\0\0\0\0', 'null', '{"month":"2026-03","used":{"deepl":"many"}}'])(
    'is refused where it is %j, and not overwritten',
    async (text) => {
      await mkdir(path.dirname(file));
      await writeFile(file, text);
      const message = expect.stringContaining(file) as string;
      expect(open).toThrow(expect.objectContaining({ code: 'translator-budget', message }) as Error);
      expect(await readFile(file, 'utf8')).toBe(text);
    },
  );

  it('is refused where it cannot be written', async () => {
    await writeFile(path.join(folder, 'state'), 'not a folder');
    expect(open).toThrow(expect.objectContaining({ code: 'translator-budget' }) as Error);
  });

  it.skipIf(process.getuid?.() === 0)('is refused where it may only be read', async () => {
    open().close();
    await chmod(file, 0o444);
    today = new Date('2026-04-01T00:00:00Z');
    expect(open).toThrow(expect.objectContaining({ code: 'translator-budget' }) as Error);
  });

  it('that cannot be written meanwhile allows nothing more, tells it once, and loses nothing', async () => {
    const ledger = open();
    take(ledger, 100);
    await rm(path.dirname(file), { recursive: true });
    await writeFile(path.dirname(file), 'not a folder');
    expect([take(ledger, 100), take(ledger, 100)]).toEqual([false, false]);
    ledger.add('deepl', 50);
    expect(problems.map(({ code }) => code)).toEqual(['translator-budget']);
    expect(ledger.usedThisMonth('deepl')).toBe(150);

    await rm(path.dirname(file));
    expect(take(ledger, 7)).toBe(true);
    ledger.close();
    expect(open().usedThisMonth('deepl')).toBe(157);
  });

  it('that is damaged meanwhile is left alone, and allows nothing more', async () => {
    const ledger = open();
    await writeFile(file, '{"mon');
    expect(take(ledger, 100)).toBe(false);
    ledger.close();
    expect(await readFile(file, 'utf8')).toBe('{"mon');
  });

  it('that is deleted meanwhile is written again', async () => {
    const ledger = open();
    take(ledger, 100);
    await rm(file);
    take(ledger, 10);
    ledger.close();
    expect(open().usedThisMonth('deepl')).toBe(110);
  });

  it('may be a link to another place, which stays one', async () => {
    const target = path.join(folder, 'elsewhere.json');
    await writeFile(target, '{"month":"2026-03","used":{"deepl":1}}');
    await mkdir(path.dirname(file));
    await symlink(target, file);
    const ledger = open();
    take(ledger, 2);
    ledger.close();
    expect(JSON.parse(await readFile(target, 'utf8'))).toMatchObject({ used: { '2026-03': { deepl: 3 } } });
  });
});
