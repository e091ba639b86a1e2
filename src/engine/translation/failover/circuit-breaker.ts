import type { EngineError } from '../../errors.ts';
import { backOffMs } from '../../pipeline/retry.ts';

/** So many ordinary failures in a row, and the translator is left alone. */
const MOST_FAILURES = 3;

/** How long it is left alone then; longer each time that it is found unwell again. */
const REST = { firstWaitMs: 5000, longestWaitMs: 60_000 };

/** What does not pass within seconds: a wrong key, a used-up quota. In milliseconds. */
const LONG_REST_MS = { 'translator-auth': 300_000, 'translator-quota': 900_000 } as const;

/** Where a vendor asks for less without saying for how long, in milliseconds. */
const RATE_LIMIT_REST_MS = 10_000;

/** No vendor's wish for a pause is followed for longer, in milliseconds. */
const LONGEST_REST_MS = 900_000;

/** What `failed` and `succeeded` changed. */
export type BreakerChange = 'opened' | 'closed' | 'none';

/**
 * Decides whether a translator is asked at all. Closed: it is. Open: it rests. Half open: its rest is over, and one request
 * shall find out whether it works again. A pure state machine; times are in milliseconds of the engine's monotonic clock.
 */
export class CircuitBreaker {
  readonly #random: () => number;
  #failures = 0;
  #rests = 0;
  #openUntilMs: number | undefined;
  #probing = false;

  /** @param random gives a number in [0, 1). */
  constructor(random: () => number) {
    this.#random = random;
  }

  state(nowMs: number): 'closed' | 'open' | 'half-open' {
    if (this.#openUntilMs === undefined) return 'closed';
    return nowMs < this.#openUntilMs || this.#probing ? 'open' : 'half-open';
  }

  /** The one request of the half-open state begins: until its end the state is open for everybody else. */
  beginProbe(): void {
    this.#probing = true;
  }

  /** The probe ended without telling anything, such as by an abort. */
  endProbe(): void {
    this.#probing = false;
  }

  succeeded(): BreakerChange {
    const wasOpen = this.#openUntilMs !== undefined;
    this.#failures = 0;
    this.#rests = 0;
    this.#openUntilMs = undefined;
    this.#probing = false;
    return wasOpen ? 'closed' : 'none';
  }

  failed(error: EngineError, nowMs: number): BreakerChange {
    const wasOpen = this.#openUntilMs !== undefined;
    this.#probing = false;
    this.#failures += 1;
    const restMs = this.#askedRestMs(error);
    if (restMs === undefined && !wasOpen && this.#failures < MOST_FAILURES) return 'none';
    this.#rests += 1;
    this.#openUntilMs = nowMs + (restMs ?? backOffMs(this.#rests, REST, this.#random));
    return wasOpen ? 'none' : 'opened';
  }

  /** The rest that follows from the kind of the failure alone, even from a single one. */
  #askedRestMs({ code, retryAfterMs }: EngineError): number | undefined {
    if (code === 'translator-auth' || code === 'translator-quota') return LONG_REST_MS[code];
    if (retryAfterMs !== undefined) return Math.min(retryAfterMs, LONGEST_REST_MS);
    return code === 'translator-rate-limited' ? RATE_LIMIT_REST_MS : undefined;
  }
}
