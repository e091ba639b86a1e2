import { describe, expect, it } from 'vitest';
import { EngineError } from '../../../../src/engine/errors.ts';
import { backOffMs, retry } from '../../../../src/engine/pipeline/retry.ts';
import { ManualClock } from '../../../../src/testing/manual-clock.ts';

const policy = { attempts: 3, firstWaitMs: 100, longestWaitMs: 1000 };

describe('retry', () => {
  const signal = new AbortController().signal;

  it('tries again after longer and longer waits', async () => {
    const clock = new ManualClock({ movesBySleeping: true });
    const attempt = (number: number): Promise<string> =>
      number < 3
        ? Promise.reject(new EngineError('remote-unreachable', 'no answer', { retryable: true }))
        : Promise.resolve('done');
    expect(await retry(attempt, policy, { signal, clock, random: () => 0 })).toBe('done');
    expect(clock.sleeps).toEqual([100, 200]);
  });

  it('gives up at once on an error that will not go away', async () => {
    const clock = new ManualClock({ movesBySleeping: true });
    const refused = new EngineError('remote-refused', 'wrong key');
    await expect(retry(() => Promise.reject(refused), policy, { signal, clock })).rejects.toBe(refused);
    expect(clock.sleeps).toEqual([]);
  });

  it('throws the last error when it is out of attempts', async () => {
    const clock = new ManualClock({ movesBySleeping: true });
    let attempts = 0;
    const attempt = (): Promise<never> =>
      Promise.reject(new EngineError('remote-unreachable', `attempt ${(attempts += 1)}`, { retryable: true }));
    await expect(retry(attempt, policy, { signal, clock })).rejects.toThrow('attempt 3');
    expect(clock.sleeps).toHaveLength(2);
  });

  it('waits between the plain and one and a half times the step, and never beyond the longest', () => {
    expect(backOffMs(1, policy, () => 0)).toBe(100);
    expect(backOffMs(1, policy, () => 0.999)).toBeLessThan(150);
    expect(backOffMs(20, policy, () => 0)).toBe(1000);
  });
});
