import { expect, it } from 'vitest';
import { Restarts } from '../../../../../src/engine/pipeline/supervised/restarts.ts';
import { ManualClock } from '../../../../../src/testing/manual-clock.ts';

const WAIT = { firstWaitMs: 100, longestWaitMs: 800 };

/** Up to half of a wait is added at random. */
function expectBetween(ms: number, leastMs: number): void {
  expect(ms).toBeGreaterThanOrEqual(leastMs);
  expect(ms).toBeLessThan(1.5 * leastMs);
}

function waiter(options: { firstAtOnce?: boolean } = {}) {
  const clock = new ManualClock();
  const restarts = new Restarts({ clock, ...WAIT, ...options });
  const wait = async (): Promise<number> => {
    const startMs = clock.nowMs();
    let endMs: number | undefined;
    void restarts.wait(new AbortController().signal).then(() => (endMs = clock.nowMs()));
    await clock.advance(2000);
    return (endMs ?? Infinity) - startMs;
  };
  return { restarts, wait };
}

it('waits longer before each restart, up to the longest wait', async () => {
  const { restarts, wait } = waiter();
  for (const leastMs of [100, 200, 400, 800, 800]) expectBetween(await wait(), leastMs);
  expect(restarts.losses).toBe(5);
});

it('begins anew with what has worked', async () => {
  const { restarts, wait } = waiter();
  await wait();
  await wait();
  restarts.works();
  expectBetween(await wait(), 100);
});

it('does not wait with the first restart where it is told so', async () => {
  const { restarts, wait } = waiter({ firstAtOnce: true });
  expect(await wait()).toBe(0);
  expectBetween(await wait(), 100);
  restarts.works();
  expect(await wait()).toBe(0);
});

it('ends its wait, and starts nothing again, when the signal aborts', async () => {
  const abort = new AbortController();
  const waiting = new Restarts({ clock: new ManualClock(), ...WAIT }).wait(abort.signal);
  abort.abort();
  expect(await waiting).toBe(false);
});
