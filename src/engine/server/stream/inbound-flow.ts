import type { Clock } from '../../pipeline/clock.ts';
import { PaceMeter } from './pace-meter.ts';
import { StreamFailure } from './stream-failure.ts';
import type { StreamLimits } from './stream-limits.ts';

/** A client that is too far ahead so soon after it was read again, in milliseconds, has never stopped racing. */
const REST_MS = 1000;

interface InboundFlowOptions {
  readonly socket: { pause(): void; resume(): void };
  readonly limits: Pick<StreamLimits, 'mostAheadMs' | 'tooFastMs'>;
  readonly clock: Clock;
  /** The end of the connection. */
  readonly signal: AbortSignal;
}

/**
 * Decides when a client is read. While it is not, its sound waits in its own memory and in the network, not here. There are
 * two reasons: the client is ahead of real time, or the engine is behind. Only the first one is the client's fault.
 */
export class InboundFlow {
  readonly #options: InboundFlowOptions;
  readonly #meter: PaceMeter;
  #ahead = false;
  #held = false;
  #racingSinceMs = 0;
  #resumedAtMs = Number.NEGATIVE_INFINITY;

  constructor(options: InboundFlowOptions) {
    this.#options = options;
    this.#meter = new PaceMeter(options.clock.nowMs());
  }

  /** Nothing is read, so nothing that the client does or does not do can be seen. */
  get paused(): boolean {
    return this.#ahead || this.#held;
  }

  /** Sound has arrived. Throws a `StreamFailure` where the client does not keep to real time for too long. */
  arrived(soundMs: number): void {
    const { clock, limits, signal } = this.#options;
    const nowMs = clock.nowMs();
    const aheadMs = this.#meter.take(soundMs, nowMs);
    if (this.#ahead || aheadMs <= limits.mostAheadMs) return;
    if (nowMs - this.#resumedAtMs > REST_MS) this.#racingSinceMs = nowMs;
    if (nowMs - this.#racingSinceMs >= limits.tooFastMs) {
      throw new StreamFailure(
        'too-fast',
        'Sound comes faster than it is spoken. Is it mono at 16,000 samples a second?',
      );
    }
    this.#ahead = true;
    this.#update();
    void clock.sleep(aheadMs - limits.mostAheadMs / 2, signal).then(() => {
      this.#ahead = false;
      this.#resumedAtMs = clock.nowMs();
      this.#update();
    });
  }

  /** The engine is behind. False where that was known. */
  hold(): boolean {
    if (this.#held) return false;
    this.#held = true;
    this.#update();
    return true;
  }

  /** The engine has caught up. */
  release(): void {
    if (!this.#held) return;
    this.#held = false;
    this.#meter.excuse(this.#options.clock.nowMs());
    this.#update();
  }

  #update(): void {
    const { socket, signal } = this.#options;
    if (signal.aborted) return;
    if (this.paused) socket.pause();
    else socket.resume();
  }
}
