import { describe, expect, it } from 'vitest';
import { EngineError } from '../../../../../src/engine/errors.ts';
import { settle } from '../../../../../src/testing/manual-clock.ts';
import { ScriptedTranslator } from '../../../../../src/testing/scripted-translator.ts';
import { ChainRun, request, scripted } from './chain-run.ts';

describe('a chain of translators', () => {
  it('asks the first engine only while it works', async () => {
    const run = new ChainRun(scripted(2));
    const { ended } = await run.ask(request('One.'));
    run.engines[0]?.requests[0]?.answer('Uno.');
    expect(await ended).toEqual(['Uno.']);
    expect(run.engines[1]?.requests).toEqual([]);
    expect(run.notices).toEqual([]);
  });

  it('tries a failure that may pass once more, and then the next engine', async () => {
    const run = new ChainRun(scripted(2));
    const { ended } = await run.ask(request('One.'));
    run.fail(0, 'translator-failed', { retryable: true });
    await settle();
    expect(run.engines[0]?.requests).toHaveLength(1);
    await run.clock.advance(150);
    expect(run.engines[0]?.requests).toHaveLength(2);
    run.fail(0, 'translator-failed', { retryable: true });
    await settle();
    run.engines[1]?.requests[0]?.answer('Uno.');
    expect(await ended).toEqual(['Uno.']);
  });

  it('asks the next engine at once where trying again is of no use', async () => {
    const run = new ChainRun(scripted(2));
    await run.ask(request('One.'));
    run.fail(0, 'translator-refused');
    await settle();
    expect(run.engines.map(({ requests }) => requests.length)).toEqual([1, 1]);
  });

  it('lets the next engine answer where one breaks in the middle of its answer', async () => {
    const run = new ChainRun(scripted(2));
    const { ended } = await run.ask(request('One two.'));
    run.engines[0]?.requests[0]?.soFar('Un');
    await settle();
    run.fail(0, 'translator-unreachable');
    await settle();
    run.engines[1]?.requests[0]?.answer('Uno dos.');
    expect(await ended).toEqual(['Un', 'Uno dos.']);
  });

  it.each([
    ['a slow first byte', [], 1000],
    ['a stall', ['Un'], 500],
  ])('ends %s, on the wire as well, and goes on with the next engine', async (_, before, limitMs) => {
    const run = new ChainRun(scripted(2));
    const { ended } = await run.ask(request('One.', true));
    for (const text of before) run.engines[0]?.requests[0]?.soFar(text);
    await settle();
    await run.clock.advance(limitMs - 1);
    expect(run.engines[0]?.requests[0]?.signal.aborted).toBe(false);
    await run.clock.advance(1);
    expect(run.engines[0]?.requests[0]?.signal.aborted).toBe(true);
    run.engines[1]?.requests[0]?.answer('Uno.');
    expect((await ended).at(-1)).toBe('Uno.');
    expect(run.chain.status[0]?.failures).toEqual({ 'translator-timeout': 1 });
  });

  it('leaves an engine alone that has no key, tells it once, and finds out beside the others when it works again', async () => {
    const run = new ChainRun(scripted(2));
    await run.ask(request('One.'));
    run.fail(0, 'translator-auth');
    await settle();
    run.engines[1]?.requests[0]?.answer('Uno.');
    await run.ask(request('Two.'));
    expect(run.engines[0]?.requests).toHaveLength(1);
    expect(run.notices.map(({ code, message }) => [code, message])).toEqual([
      ['translator-auth', 'Engine 0 failed. "engine1" translates instead.'],
    ]);
    expect(run.chain.status[0]).toMatchObject({ state: 'resting', detail: 'Engine 0 failed.' });

    await run.clock.advance(300_000);
    const { ended } = await run.ask(request('Three.'));
    expect(run.engines[0]?.requests).toHaveLength(2);
    run.engines[1]?.requests.at(-1)?.answer('Tres.');
    expect(await ended).toEqual(['Tres.']);
    run.engines[0]?.requests[1]?.answer('TRES.');
    await settle();
    expect(run.notices.at(-1)).toMatchObject({ level: 'info', code: 'translator-recovered' });
    await run.ask(request('Four.'));
    expect(run.engines[0]?.requests).toHaveLength(3);
  });

  it('takes the failures of requests that were under way together for one outage', async () => {
    const run = new ChainRun(scripted(1));
    for (let count = 0; count < 9; count += 1) await run.ask(request(`Number ${count}.`));
    for (const sent of run.engines[0]?.requests ?? []) sent.fail(new EngineError('translator-refused', 'No.'));
    await settle();
    await run.clock.advance(4999);
    await run.ask(request('Ten.'));
    expect(run.engines[0]?.requests).toHaveLength(9);
    await run.clock.advance(1);
    await run.ask(request('Ten.'));
    expect(run.engines[0]?.requests).toHaveLength(10);
    expect(run.chain.status[0]?.failures).toEqual({ 'translator-refused': 9 });
  });

  it('does not take an answer to a request from before its rest for recovery', async () => {
    const run = new ChainRun(scripted(2));
    const early = await run.ask(request('One.'));
    await run.ask(request('Two.'));
    run.fail(0, 'translator-quota');
    await settle();
    run.engines[0]?.requests[0]?.answer('Uno.');
    expect(await early.ended).toEqual(['Uno.']);
    expect(run.chain.status[0]?.state).toBe('resting');
    expect(run.notices.map(({ code }) => code)).toEqual(['translator-quota']);
  });

  it('says in one sentence why nobody translates, and tries again by itself', async () => {
    const run = new ChainRun(scripted(2));
    const first = await run.ask(request('One.'));
    run.fail(0, 'translator-quota');
    await settle();
    run.fail(1, 'translator-rate-limited', { retryAfterMs: 2000, retryable: true });
    await expect(first.ended).rejects.toMatchObject({ message: 'Engine 0 failed; Engine 1 failed.' });
    const second = await run.ask(request('Two.'));
    await expect(second.ended).rejects.toMatchObject({ code: 'translator-quota' });
    expect(run.engines.map(({ requests }) => requests.length)).toEqual([1, 1]);

    await run.clock.advance(2000);
    const third = await run.ask(request('Three.'));
    run.engines[1]?.requests[1]?.answer('Tres.');
    expect(await third.ended).toEqual(['Tres.']);
  });

  it('takes back what a broken engine has said where the next one has no answer', async () => {
    const run = new ChainRun(scripted(2));
    const { ended } = await run.ask(request('One two.'));
    run.engines[0]?.requests[0]?.soFar('Un');
    await settle();
    run.fail(0, 'translator-unreachable');
    await settle();
    run.engines[1]?.requests[0]?.answer();
    await expect(ended).rejects.toThrow('Engine 0 failed.');

    const again = await run.ask(request('Three.'));
    run.engines[0]?.requests[1]?.soFar('Tr');
    await settle();
    run.fail(0, 'translator-failed', { retryable: true });
    await settle();
    await run.clock.advance(150);
    run.engines[0]?.requests[2]?.answer();
    await settle();
    run.engines[1]?.requests[1]?.answer();
    expect(await again.ended).toEqual(['Tr', '']);
  });

  it('goes on to the next engine where one has no answer, and has none where nobody has', async () => {
    const run = new ChainRun(scripted(2));
    const { ended } = await run.ask(request('😀'));
    run.engines[0]?.requests[0]?.answer();
    await settle();
    run.engines[1]?.requests[0]?.answer();
    expect(await ended).toEqual(['']);
  });

  it('asks an engine only for pairs that it knows', async () => {
    const engines = [new ScriptedTranslator({ unsupported: ['en'] }), new ScriptedTranslator()];
    const run = new ChainRun(engines);
    expect(run.chain.unsupported('en', 'es')).toBeUndefined();
    await run.ask(request('One.'));
    expect(engines.map(({ requests }) => requests.length)).toEqual([0, 1]);
    expect(new ChainRun(engines.slice(0, 1)).chain.unsupported('en', 'es')).toBe('It does not know en.');
  });

  it('tries a partial once, and with nobody else', async () => {
    const run = new ChainRun(scripted(2));
    const { ended } = await run.ask(request('One two', false));
    run.fail(0, 'translator-failed', { retryable: true });
    await expect(ended).rejects.toThrow('Engine 0 failed.');
    await run.clock.advance(1000);
    expect(run.engines.map(({ requests }) => requests.length)).toEqual([1, 0]);
  });

  it('does not hold a cancelled request against the engine', async () => {
    const run = new ChainRun(scripted(1));
    for (let time = 0; time < 5; time += 1) {
      const abort = new AbortController();
      const { ended } = await run.ask(request('One.'), abort.signal);
      abort.abort();
      await expect(ended).rejects.toThrow();
    }
    expect(run.chain.status[0]).toMatchObject({ state: 'working', requests: 5, failures: {} });
  });

  it('gives no failure as a reason that is long over', async () => {
    const run = new ChainRun(scripted(2));
    await run.ask(request('One.'));
    run.fail(0, 'translator-refused');
    await settle();
    run.engines[1]?.requests[0]?.answer('Uno.');
    await run.ask(request('Two.'));
    run.engines[0]?.requests[1]?.answer();
    await settle();
    run.fail(1, 'translator-bad-answer');
    const { ended } = await run.ask(request('Three.'));
    run.engines[0]?.requests[2]?.answer();
    await settle();
    run.fail(1, 'translator-bad-answer');
    await expect(ended).rejects.toMatchObject({ message: 'Engine 1 failed.' });
  });

  it('says how long the whole answer may take where that is what was too long', async () => {
    const run = new ChainRun(scripted(1));
    const { ended } = await run.ask(request('One two', false));
    for (let waitedMs = 0; waitedMs < 4800; waitedMs += 400) {
      run.engines[0]?.requests[0]?.soFar(`So far ${waitedMs}`);
      await settle();
      await run.clock.advance(400);
    }
    run.engines[0]?.requests[0]?.soFar('Nearly');
    await settle();
    await run.clock.advance(200);
    await expect(ended).rejects.toMatchObject({ message: '"engine0" did not answer within 5 s.' });
  });

  it('asks for the quota again where the vendor never answered', async () => {
    const [engine] = scripted(1);
    const asked: AbortSignal[] = [];
    const quota = (signal: AbortSignal): Promise<undefined> => {
      asked.push(signal);
      return new Promise(() => undefined);
    };
    const run = new ChainRun([Object.assign(engine!, { quota })]);
    await run.clock.advance(700_000);
    expect(asked.map(({ aborted }) => aborted)).toEqual([true, true]);
    expect(run.chain.status[0]?.failures).toEqual({ 'translator-timeout': 2 });
    await run.chain.close();
  });

  it('is closed although one engine hangs then and another one breaks', async () => {
    const engines = scripted(2);
    engines[0]!.close = () => new Promise(() => undefined);
    engines[1]!.close = () => {
      throw new Error('broken');
    };
    const run = new ChainRun(engines);
    const closed = run.chain.close();
    await run.clock.advance(5000);
    await expect(closed).resolves.toBeUndefined();
  });

  it('takes an engine that breaks at the question for one that does not know the languages', async () => {
    const engines = scripted(2);
    engines[0]!.unsupported = () => {
      throw new Error('broken');
    };
    const run = new ChainRun(engines);
    const { ended } = await run.ask(request('One.'));
    run.engines[1]?.requests[0]?.answer('Uno.');
    expect(await ended).toEqual(['Uno.']);
  });
});
