import { toEngineError } from '../errors.ts';
import type { Clock } from './clock.ts';

/** Whether something can be used on this machine, and if not, why and what would help. Whole sentences. */
export type Availability =
  | { readonly available: true; readonly hint?: string | undefined }
  | { readonly available: false; readonly reason: string; readonly hint?: string | undefined };

/** Nobody who asks what works here waits for longer, in milliseconds. */
const LIMIT_MS = 8000;

interface LookOptions {
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/**
 * What `look` finds out, within 8 s. An error that it throws is the reason why something cannot be used.
 * @param what the subject of the sentence that it took too long, such as `DeepL`.
 * @throws the reason of the signal once that has aborted.
 */
export async function availabilityOf(
  what: string,
  look: (signal: AbortSignal) => Promise<Availability>,
  { clock, signal }: LookOptions,
): Promise<Availability> {
  signal.throwIfAborted();
  const ended = new AbortController();
  const own = AbortSignal.any([signal, ended.signal]);
  const late = clock.sleep(LIMIT_MS, own).then((): Availability => {
    signal.throwIfAborted();
    return { available: false, reason: `${what} did not answer within ${LIMIT_MS / 1000} s.` };
  });
  try {
    return await Promise.race([look(own).catch((error: unknown) => asReason(error, signal)), late]);
  } finally {
    late.catch(() => undefined);
    ended.abort();
  }
}

function asReason(error: unknown, signal: AbortSignal): Availability {
  signal.throwIfAborted();
  const { message: reason, hint } = toEngineError(error);
  return { available: false, reason, hint };
}
