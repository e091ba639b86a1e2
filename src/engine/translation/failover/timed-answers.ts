import { EngineError } from '../../errors.ts';
import type { Clock } from '../../pipeline/clock.ts';

/** How long a translator may take, in milliseconds. */
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
export async function* timedAnswers<Answer>(
  start: (signal: AbortSignal) => AsyncIterable<Answer>,
  { name, limits, clock, signal }: TimedOptions,
): AsyncGenerator<Answer, void, undefined> {
  const request = new AbortController();
  const stopAll = (): void => request.abort(signal.reason);
  signal.addEventListener('abort', stopAll, { once: true });
  if (signal.aborted) stopAll();
  const startedAtMs = clock.nowMs();
  const iterator = start(request.signal)[Symbol.asyncIterator]();
  try {
    for (let first = true; ; first = false) {
      const leftMs = startedAtMs + limits.totalMs - clock.nowMs();
      const pieceMs = first ? limits.firstTextMs : limits.stallMs;
      const late = new EngineError(
        'translator-timeout',
        `"${name}" did not answer within ${seconds(leftMs < pieceMs ? limits.totalMs : pieceMs)} s.`,
        { stage: 'translation', retryable: true },
      );
      const next = await within(Math.min(leftMs, pieceMs), iterator.next(), { late, clock, request });
      if (next.done === true) return;
      yield next.value;
    }
  } finally {
    signal.removeEventListener('abort', stopAll);
    request.abort();
    // Not awaited: a translator that ignores its signal would hold up its successor.
    iterator.return?.().catch(() => undefined);
  }
}

async function within<T>(
  limitMs: number,
  promise: Promise<T>,
  { late, clock, request }: { late: EngineError; clock: Clock; request: AbortController },
): Promise<T> {
  const settled = new AbortController();
  const limit = clock.sleep(Math.max(0, limitMs), AbortSignal.any([settled.signal, request.signal])).then(() => {
    if (settled.signal.aborted) return undefined as never;
    if (request.signal.aborted) throw request.signal.reason as Error;
    throw late;
  });
  // Where the answer comes first, its loser has nobody else to tell.
  promise.catch(() => undefined);
  limit.catch(() => undefined);
  try {
    return await Promise.race([promise, limit]);
  } finally {
    settled.abort();
  }
}

function seconds(milliseconds: number): string {
  return String(Math.round(milliseconds / 100) / 10);
}
