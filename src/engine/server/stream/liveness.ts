import { StreamFailure } from './stream-failure.ts';
import type { StreamLimits } from './stream-limits.ts';

type LivenessLimits = Pick<StreamLimits, 'firstMessageMs' | 'deadMs' | 'idleMs' | 'pingEveryMs'>;

/** Notices connections that are dead or of no use. All times are milliseconds of the engine's clock. */
export class Liveness {
  readonly #limits: LivenessLimits;
  readonly #openedAtMs: number;
  #seenAtMs: number;
  #heardAtMs: number;
  #pingedAtMs: number;

  constructor(limits: LivenessLimits, nowMs: number) {
    this.#limits = limits;
    this.#openedAtMs = nowMs;
    this.#seenAtMs = nowMs;
    this.#heardAtMs = nowMs;
    this.#pingedAtMs = nowMs;
  }

  /** Something came: a message, or the answer to a ping. */
  seen(nowMs: number): void {
    this.#seenAtMs = nowMs;
  }

  /** Sound came. */
  heard(nowMs: number): void {
    this.#heardAtMs = nowMs;
  }

  /** Why the connection should be ended, if it should. */
  check(
    nowMs: number,
    { phase, paused }: { readonly phase: 'waiting' | 'listening' | 'ending'; readonly paused: boolean },
  ): StreamFailure | undefined {
    if (paused) {
      this.#seenAtMs = nowMs;
      this.#heardAtMs = nowMs;
    }
    const { firstMessageMs, deadMs, idleMs } = this.#limits;
    if (nowMs - this.#seenAtMs >= deadMs) return silent(deadMs, 'Nothing came, and no ping was answered,');
    if (phase === 'waiting' && nowMs - this.#openedAtMs >= firstMessageMs)
      return silent(firstMessageMs, 'Nothing came');
    if (phase === 'listening' && nowMs - this.#heardAtMs >= idleMs) return silent(idleMs, 'No sound came');
    return undefined;
  }

  /** Whether a ping should be sent now; it counts as sent. */
  pingIsDue(nowMs: number): boolean {
    if (nowMs - this.#pingedAtMs < this.#limits.pingEveryMs) return false;
    this.#pingedAtMs = nowMs;
    return true;
  }
}

function silent(ms: number, what: string): StreamFailure {
  return new StreamFailure('silent', `${what} for ${ms / 1000} s.`);
}
