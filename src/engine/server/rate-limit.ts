import type { Clock } from '../pipeline/clock.ts';

interface RateLimitOptions {
  /** How many may come at once after a pause. */
  readonly burst: number;
  /** How many may come each second, in the long run. */
  readonly perSecond: number;
  readonly clock: Clock;
}

/** Says of each thing that comes whether it comes too fast: a bucket that fills steadily and is emptied by them. */
export class RateLimit {
  readonly #options: RateLimitOptions;
  #left: number;
  #updatedMs: number;

  constructor(options: RateLimitOptions) {
    this.#options = options;
    this.#left = options.burst;
    this.#updatedMs = options.clock.nowMs();
  }

  /** True where one more may come now. */
  allow(): boolean {
    const { burst, perSecond, clock } = this.#options;
    const nowMs = clock.nowMs();
    this.#left = Math.min(burst, this.#left + ((nowMs - this.#updatedMs) * perSecond) / 1000);
    this.#updatedMs = nowMs;
    if (this.#left < 1) return false;
    this.#left -= 1;
    return true;
  }
}
