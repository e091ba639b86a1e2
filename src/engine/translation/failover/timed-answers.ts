import { EngineError } from '../../errors.ts';
import type { Clock } from '../../pipeline/clock.ts';

/** How long an engine may take, in milliseconds. */
export interface TranslationLimits {
  /** Until it says anything. */
  readonly firstTextMs: number;
  /** Between two values of an answer that it streams. */
  readonly stallMs: number;
  /** Until the whole answer is there. */
  readonly totalMs: number;
}

interface TimedOptions {
  /** Shown in the error. */
  readonly name: string;
  readonly limits: TranslationLimits;
  readonly clock: Clock;
  /** Ends the request from outside. */
  readonly signal: AbortSignal;
}

/**
 * The values of a request that is ended, also on the wire, as soon as it takes too long.
 * @param start sends the request. Its signal ends with `signal`, or when the time is up.
 * @throws EngineError `translator-timeout` where it took too long.
 */
export async function* timedAnswers(
  start: (signal: AbortSignal) => AsyncIterable<string>,
  { name, limits, clock, signal }: TimedOptions,
): AsyncGenerator<string, void, undefined> {
  const request = new AbortController();
  const stopAll = (): void => request.abort(signal.reason);
  signal.addEventListener('abort', stopAll, { once: true });
  if (signal.aborted) stopAll();
  const startedAtMs = clock.nowMs();
  const iterator = start(request.signal)[Symbol.asyncIterator]();
  try {
    for (let first = true; ; first = false) {
      const leftMs = startedAtMs + limits.totalMs - clock.nowMs();
      const limitMs = Math.min(leftMs, first ? limits.firstTextMs : limits.stallMs);
      const next = await within(limitMs, iterator.next(), { name, clock, request });
      if (next.done === true) return;
      yield next.value;
    }
  } finally {
    signal.removeEventListener('abort', stopAll);
    request.abort();
    // Not awaited: an engine that ignores its signal would hold up its successor.
    iterator.return?.().catch(() => undefined);
  }
}

async function within<T>(
  limitMs: number,
  promise: Promise<T>,
  { name, clock, request }: { name: string; clock: Clock; request: AbortController },
): Promise<T> {
  const settled = new AbortController();
  const late = clock.sleep(Math.max(0, limitMs), AbortSignal.any([settled.signal, request.signal])).then(() => {
    if (settled.signal.aborted) return undefined as never;
    if (request.signal.aborted) throw request.signal.reason as Error;
    throw new EngineError('translator-timeout', `"${name}" did not answer within ${seconds(limitMs)} s.`, {
      stage: 'translation',
      retryable: true,
    });
  });
  // Where the answer comes first, its loser has nobody else to tell.
  promise.catch(() => undefined);
  late.catch(() => undefined);
  try {
    return await Promise.race([promise, late]);
  } finally {
    settled.abort();
  }
}

function seconds(milliseconds: number): string {
  return String(Math.round(milliseconds / 100) / 10);
}
