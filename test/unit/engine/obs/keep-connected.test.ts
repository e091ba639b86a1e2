import { describe, expect, it } from 'vitest';
import { EngineError } from '../../../../src/engine/errors.ts';
import { keepConnected } from '../../../../src/engine/obs/keep-connected.ts';
import type { ObsConnection } from '../../../../src/engine/obs/obs-connection.ts';
import { ManualClock, settle } from '../../../../src/testing/manual-clock.ts';

const AWAY = new EngineError('obs-unreachable', 'OBS is away.', { retryable: true });
const KICKED = new EngineError('obs-kicked', 'OBS wants nobody.');

/** A connection that lives until it is closed. @param call what its sign of life does. */
function connection(call: () => Promise<unknown> = () => Promise.resolve({})): ObsConnection {
  const over = new AbortController();
  return {
    versions: { obs: '31.0.0', webSocket: '5.5.4' },
    knows: () => true,
    call: call as ObsConnection['call'],
    on: () => undefined,
    over: over.signal,
    close: (reason) => over.abort(reason),
  };
}

/** Keeps connected; each try is the next of `tries`, and the last one again and again. */
function keep(
  tries: readonly (ObsConnection | EngineError)[],
  onConnected: () => Promise<void> = () => Promise.resolve(),
) {
  const clock = new ManualClock();
  const stop = new AbortController();
  const told: (readonly [message: string, isFinal: boolean])[] = [];
  let count = 0;
  const done = keepConnected({
    connect: () => {
      const next = tries[Math.min(count, tries.length - 1)]!;
      count += 1;
      return next instanceof EngineError ? Promise.reject(next) : Promise.resolve(next);
    },
    onConnected,
    onLost: (error, isFinal) => told.push([error.message, isFinal]),
    clock,
    signal: stop.signal,
  });
  return { clock, stop, told, done, tries: () => count };
}

describe('the connection that is kept', () => {
  it('is tried later and later, up to fifteen seconds, with chance in it', async () => {
    const run = keep([AWAY]);
    for (let wait = 0; wait < 8; wait += 1) {
      await run.clock.sleeping(1);
      await run.clock.advance(run.clock.waits[0]!);
    }
    const waits = run.clock.sleeps.slice(0, 8);
    const bases = [500, 1000, 2000, 4000, 8000, 10_000, 10_000, 10_000];
    expect(waits.map((ms, index) => ms >= bases[index]! && ms <= bases[index]! * 1.5)).toEqual(bases.map(() => true));
    expect(run.tries()).toBe(9);
    run.stop.abort();
    await run.done;
  });

  it('is not tried again where OBS does not want it', async () => {
    const run = keep([AWAY, KICKED]);
    await run.clock.sleeping(1);
    await run.clock.advance(1000);
    await run.done;
    expect(run.told).toEqual([
      ['OBS is away.', false],
      ['OBS wants nobody.', true],
    ]);
    await run.clock.advance(3_600_000);
    expect(run.tries()).toBe(2);
  });

  it('is given up where OBS gives no sign of life, and made anew', async () => {
    const frozen = new EngineError('obs-unreachable', 'OBS has not answered.', { retryable: true });
    const first = connection(() => Promise.reject(frozen));
    const second = connection();
    const run = keep([first, second]);
    await run.clock.sleeping(1);
    await run.clock.advance(5000);
    expect(first.over.reason).toBe(frozen);
    expect(run.told).toEqual([['OBS has not answered.', false]]);
    await run.clock.advance(60_000);
    expect(run.tries()).toBe(2);
    expect(second.over.aborted).toBe(false);
    run.stop.abort();
    await run.done;
    expect(second.over.aborted).toBe(true);
  });

  it('waits as at first once it has worked', async () => {
    const working = connection();
    const run = keep([AWAY, AWAY, AWAY, working, AWAY]);
    for (let wait = 0; wait < 3; wait += 1) {
      await run.clock.sleeping(1);
      await run.clock.advance(run.clock.waits[0]!);
    }
    await run.clock.sleeping(1);
    await run.clock.advance(5000);
    const before = run.clock.sleeps.length;
    working.close(AWAY);
    await settle();
    expect(run.clock.sleeps.slice(before)[0]).toBeLessThanOrEqual(750);
    run.stop.abort();
    await run.done;
  });

  it('is made anew where what is done with it throws, and nothing of what was thrown is told', async () => {
    const first = connection();
    const run = keep([first], () => Promise.reject(new TypeError('what was said')));
    await settle();
    expect(first.over.aborted).toBe(true);
    expect(run.told[0]?.[0]).toContain('TypeError');
    expect(run.told[0]?.[0]).not.toContain('what was said');
    expect(run.told[0]?.[1]).toBe(false);
    run.stop.abort();
    await run.done;
  });

  it('ends at once when it is told to, whatever it waits for', async () => {
    const run = keep([AWAY]);
    await run.clock.sleeping(1);
    run.stop.abort();
    await run.done;
    expect(run.told).toHaveLength(1);
  });
});
