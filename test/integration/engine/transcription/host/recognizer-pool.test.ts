import { describe, expect, it, vi } from 'vitest';
import { scriptedPool } from '../../../../support/scripted-pool.ts';

const options = { language: 'en', prompt: '' };
const second = 16_000;
const final = (sampleCount: number) => ({ kind: 'final', task: 'transcribe', sampleCount }) as const;

describe('RecognizerPool', () => {
  it('decodes what was pushed, up to the asked sample', async () => {
    using pool = scriptedPool([{}]);
    await pool.start();
    const utterance = pool.open('a', 's', options);
    utterance.push(new Float32Array(2 * second));
    expect((await pool.decode(utterance, final(second))).text).toBe('w1 w2.');
    expect((await pool.decode(utterance, final(2 * second))).text).toBe('w1 w2 w3 w4.');
  });

  it('decodes waiting finals before waiting partials', async () => {
    using pool = scriptedPool([{ delayMs: 20 }]);
    await pool.start();
    const utterance = pool.open('a', 's', options);
    utterance.push(new Float32Array(second));
    const order: string[] = [];
    await Promise.all([
      pool.decodePartial(utterance, () => second).then(() => order.push('running partial')),
      pool.decodePartial(utterance, () => second).then(() => order.push('waiting partial')),
      pool.decode(utterance, final(second)).then(() => order.push('waiting final')),
    ]);
    expect(order).toEqual(['running partial', 'waiting final', 'waiting partial']);
  });

  it('lets sources take turns, and gives partials of all of them together half of the time', async () => {
    using pool = scriptedPool([{ delayMs: 20 }]);
    await pool.start();
    const [chatty, quiet] = [pool.open('a', 'chatty', options), pool.open('b', 'quiet', options)];
    for (const utterance of [chatty, quiet]) utterance.push(new Float32Array(second));
    const order: string[] = [];
    const ask = async (utterance: typeof chatty) => {
      const hypothesis = await pool.decodePartial(utterance, () => second);
      order.push(utterance.sourceId);
      return { startMs: hypothesis?.workStartAtMs ?? 0, endMs: hypothesis?.workEndAtMs ?? 0 };
    };
    const done = await Promise.all([ask(chatty), ask(chatty), ask(chatty), ask(quiet)]);
    expect(order.indexOf('quiet')).toBe(1);
    const spans = done.toSorted((a, b) => a.startMs - b.startMs);
    for (const [index, { startMs, endMs }] of spans.slice(0, -1).entries()) {
      const timerMs = 2;
      // One that took unusually long makes the others wait no longer than a usual one does.
      const [usualMs = 0] = spans.map((span) => span.endMs - span.startMs).toSorted((one, other) => one - other);
      const restMs = Math.min(endMs - startMs, usualMs);
      expect(spans[index + 1]?.startMs).toBeGreaterThanOrEqual(endMs + restMs - timerMs);
    }
  });

  it('decodes for a partial what was heard when its turn came, and nothing where it is not wanted then', async () => {
    using pool = scriptedPool([{ delayMs: 20 }]);
    await pool.start();
    const utterance = pool.open('a', 's', options);
    utterance.push(new Float32Array(second));
    const running = pool.decode(utterance, final(second));
    const late = pool.decodePartial(utterance, () => utterance.length);
    const unwanted = pool.decodePartial(utterance, () => undefined);
    utterance.push(new Float32Array(second));
    await running;
    expect((await late)?.text).toBe('w1 w2 w3 w4');
    expect(await unwanted).toBeUndefined();
    const rest = pool.decode(utterance, final(second));
    const closed = pool.decodePartial(utterance, () => utterance.length);
    utterance.close();
    await Promise.allSettled([rest]);
    expect(await closed).toBeUndefined();
  });

  it('spreads utterances over its hosts and keeps each on one', async () => {
    using pool = scriptedPool([{ delayMs: 30 }, { delayMs: 30 }]);
    await pool.start();
    const [a, b] = [pool.open('a', 's', options), pool.open('b', 's', options)];
    for (const utterance of [a, b]) utterance.push(new Float32Array(second));
    expect(a.host).not.toBe(b.host);
    const [first, other] = await Promise.all([pool.decode(a, final(second)), pool.decode(b, final(second))]);
    expect(other.workStartAtMs).toBeLessThan(first.workEndAtMs);
  });

  it('decodes an utterance once more when its host dies of it, from the audio it kept', async () => {
    using pool = scriptedPool([{ crashAtDecode: 2 }]);
    await pool.start();
    const utterance = pool.open('a', 's', options);
    utterance.push(new Float32Array(second));
    await pool.decodePartial(utterance, () => second);
    utterance.push(new Float32Array(second));
    expect((await pool.decode(utterance, final(2 * second))).text).toBe('w1 w2 w3 w4.');
    expect(pool.events.map(({ type }) => type)).toEqual(['host-lost', 'host-restarted']);
  });

  it('gives an utterance up when two hosts die of it, and goes on with the next', async () => {
    using pool = scriptedPool([{ crashAtDecode: 1 }]);
    await pool.start();
    const utterance = pool.open('a', 's', options);
    utterance.push(new Float32Array(second));
    await expect(pool.decode(utterance, final(second))).rejects.toMatchObject({ code: 'recognizer-crashed' });
    const restarts = () => pool.events.filter(({ type }) => type === 'host-restarted');
    await vi.waitFor(() => expect(restarts()).toHaveLength(2), { timeout: 10_000 });
  });

  it('moves the utterances of a dead host to another one', async () => {
    using pool = scriptedPool([{}, {}]);
    await pool.start();
    const utterance = pool.open('a', 's', options);
    utterance.push(new Float32Array(second));
    const before = utterance.host;
    process.kill(before?.pid ?? 0, 'SIGKILL');
    await vi.waitFor(() => expect(before?.ready).toBe(false));
    expect((await pool.decode(utterance, final(second))).text).toBe('w1 w2.');
    expect(utterance.host).not.toBe(before);
  });

  it('ends a host that gives no answer, and decodes again', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      using pool = scriptedPool([{ hangAtDecode: 2 }]);
      await pool.start();
      const utterance = pool.open('a', 's', options);
      utterance.push(new Float32Array(second));
      await pool.decode(utterance, final(second));
      const hanging = pool.decode(utterance, final(second));
      await vi.advanceTimersByTimeAsync(9_900);
      expect(pool.events).toEqual([]);
      await vi.advanceTimersByTimeAsync(200);
      expect(pool.events.map(({ type }) => type)).toEqual(['host-lost']);
      expect((await hanging).text).toBe('w1 w2.');
    } finally {
      vi.useRealTimers();
    }
  });

  it.each(['a signal', 'the end of its utterance'])(
    'stops a decode at %s, and the next one begins at once',
    async (how) => {
      using pool = scriptedPool([{ hangAtDecode: 1 }]);
      await pool.start();
      const [unwanted, wanted] = [pool.open('a', 's', options), pool.open('b', 's', options)];
      for (const utterance of [unwanted, wanted]) utterance.push(new Float32Array(second));
      const stop = new AbortController();
      const given = pool.decode(unwanted, { ...final(second), signal: stop.signal });
      const next = pool.decode(wanted, final(second));
      if (how === 'a signal') stop.abort();
      else unwanted.close();
      await expect(given).rejects.toMatchObject({ code: 'recognizer-failed' });
      expect((await next).text).toBe('w1 w2.');
      expect(pool.events).toEqual([]);
    },
  );

  it('waits for a host that cannot stop', async () => {
    using pool = scriptedPool([{ delayMs: 50, deaf: true }]);
    await pool.start();
    const utterance = pool.open('a', 's', options);
    utterance.push(new Float32Array(second));
    const stop = new AbortController();
    const partial = pool.decodePartial(utterance, () => second, stop.signal);
    stop.abort();
    const next = await pool.decode(utterance, final(second));
    expect(next.text).toBe('w1 w2.');
    expect(next.workStartAtMs).toBeGreaterThanOrEqual((await partial)?.workEndAtMs ?? Infinity);
  });

  it('says at the start that a model does not load', async () => {
    using pool = scriptedPool([{ failLoad: true }]);
    await expect(pool.start()).rejects.toMatchObject({ code: 'model-damaged' });
  });

  it('gives up a model that does not load within three minutes', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      using pool = scriptedPool([{ hangLoad: true }]);
      const failure = pool.start().catch((error: unknown) => error);
      await vi.advanceTimersByTimeAsync(180_100);
      expect(await failure).toMatchObject({ code: 'recognizer-hung' });
    } finally {
      vi.useRealTimers();
    }
  });
});
