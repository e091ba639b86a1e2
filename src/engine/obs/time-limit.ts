import type { EngineError } from '../errors.ts';
import type { Clock } from '../pipeline/clock.ts';

interface TimeLimit {
  readonly limitMs: number;
  readonly clock: Clock;
  /** What is thrown where it takes longer. */
  readonly late: () => EngineError;
}

/** The value of `promise`, where it comes within the limit. What `promise` does afterwards is ignored. */
export async function withinLimit<T>(promise: Promise<T>, { limitMs, clock, late }: TimeLimit): Promise<T> {
  const over = new AbortController();
  const tooLate = clock.sleep(limitMs, over.signal).then(() => {
    throw late();
  });
  try {
    return await Promise.race([promise, tooLate]);
  } finally {
    over.abort();
  }
}
