import { describe, expect, it } from 'vitest';
import { DraftAllowance } from '../../../../../src/engine/translation/failover/draft-allowance.ts';
import { ManualClock, settle } from '../../../../../src/testing/manual-clock.ts';
import { ScriptedTranslator } from '../../../../../src/testing/scripted-translator.ts';
import { ChainRun, request } from './chain-run.ts';

describe('an allowance of 600 characters of drafts a minute', () => {
  it('lets the first ones pass, then as many as are earned', async () => {
    const clock = new ManualClock();
    const allowance = new DraftAllowance(600, clock);
    allowance.take(80, 'es');
    // 60 were saved; 7 are earned in a second.
    expect(allowance.waitMs(100, 'es')).toBe(2858);
    await clock.advance(2858);
    expect(allowance.waitMs(100, 'es')).toBe(0);
    allowance.take(100, 'es');
    expect(allowance.waitMs(1, 'es')).toBeGreaterThan(14_000);
    expect(allowance.sent).toBe(180);
  });

  it('lets nothing pass that is too long for it', () => {
    const allowance = new DraftAllowance(600, new ManualClock());
    expect([allowance.waitMs(120, 'es'), allowance.waitMs(121, 'es')]).toEqual([0, Infinity]);
    expect(new DraftAllowance(0, new ManualClock()).waitMs(1, 'es')).toBe(Infinity);
  });

  it('lets the language go first that has waited for longest', () => {
    const allowance = new DraftAllowance(600, new ManualClock());
    for (const language of ['es', 'de', 'fr']) allowance.take(40, language);
    const waits = ['es', 'de', 'fr', 'it'].map((language) => allowance.waitMs(40, language));
    expect(waits.map((wait) => wait - waits[0]!)).toEqual([0, 100, 200, 0]);
  });
});

describe('a chain with an engine whose drafts are limited', () => {
  it('says how long a draft must wait, sends none before, and none of it to the next engine', async () => {
    const clock = new ManualClock();
    const [paid, free] = [new ScriptedTranslator({ name: 'paid' }), new ScriptedTranslator({ name: 'free' })];
    const run = new ChainRun([paid, free], [{ drafts: new DraftAllowance(600, clock) }]);
    const draft = request('x'.repeat(70), false);
    expect(run.chain.draftWaitMs(draft)).toBe(0);
    await run.ask(draft);
    expect(run.chain.draftWaitMs(draft)).toBeGreaterThan(0);
    const { ended } = await run.ask(draft);
    expect(await ended).toEqual([]);
    expect([paid.requests.length, free.requests.length]).toEqual([1, 0]);
  });

  it('never limits finals', async () => {
    const paid = new ScriptedTranslator({ name: 'paid' });
    const run = new ChainRun([paid], [{ drafts: new DraftAllowance(0, new ManualClock()) }]);
    for (let index = 0; index < 5; index += 1) await run.ask(request(`${index} ${'x'.repeat(200)}`));
    expect(paid.requests).toHaveLength(5);
    expect(run.chain.status[0]?.drafts).toEqual({ characters: 0, mostPerMinute: 0 });
  });

  it('goes by the engine that is asked now, and by none where all rest', async () => {
    const paid = new ScriptedTranslator({ name: 'paid', capabilities: { billed: true } });
    const run = new ChainRun([paid, new ScriptedTranslator({ name: 'free' })]);
    expect(run.chain.capabilities.billed).toBe(true);
    await run.ask(request('One.'));
    run.fail(0, 'translator-auth');
    await settle();
    expect(run.chain.capabilities.billed).toBe(false);
    expect(run.chain.draftWaitMs(request('One two three', false))).toBe(0);
    run.fail(1, 'translator-auth');
    await settle();
    expect(run.chain.draftWaitMs(request('One two three', false))).toBe(Infinity);
  });
});
