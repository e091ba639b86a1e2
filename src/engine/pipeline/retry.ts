import { EngineError } from '../errors.ts';
import type { Clock } from './clock.ts';

/** How often and how long to wait between attempts. The wait doubles each time, with up to half of it added at random. */
export interface RetryPolicy {
  /** Attempts in all, the first one included. */
  readonly attempts: number;
  readonly firstWaitMs: number;
  readonly longestWaitMs: number;
}

/** The wait before attempt `failures + 1`, in milliseconds. `random` gives a number in [0, 1). */
export function backOffMs(failures: number, policy: Omit<RetryPolicy, 'attempts'>, random: () => number): number {
  const base = Math.min(policy.longestWaitMs, policy.firstWaitMs * 2 ** Math.max(0, failures - 1));
  return base * (1 + random() / 2);
}

interface RetryContext {
  readonly signal: AbortSignal;
  readonly clock: Clock;
  readonly random?: () => number;
}

/**
 * Runs `attempt` until it succeeds, meets an error that is not a retryable `EngineError`, or is out of attempts; then
 * throws the last error. Stops waiting when the signal aborts.
 */
export async function retry<T>(
  attempt: (number: number) => Promise<T>,
  policy: RetryPolicy,
  { signal, clock, random = Math.random }: RetryContext,
): Promise<T> {
  for (let number = 1; ; number += 1) {
    try {
      return await attempt(number);
    } catch (error) {
      const again = error instanceof EngineError && error.retryable && number < policy.attempts && !signal.aborted;
      if (!again) throw error;
      await clock.sleep(backOffMs(number, policy, random), signal);
      signal.throwIfAborted();
    }
  }
}
