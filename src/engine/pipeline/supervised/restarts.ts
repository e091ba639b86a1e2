import type { Clock } from '../clock.ts';
import { backOffMs } from '../retry.ts';

interface RestartsOptions {
  readonly clock: Clock;
  /** The wait before the first restart that waits; each further one is twice as long, up to the longest. */
  readonly firstWaitMs: number;
  readonly longestWaitMs: number;
  /** What has worked is started again without a wait. */
  readonly firstAtOnce?: boolean;
}

/** When what was lost is started again: later and later, until it has worked. */
export class Restarts {
  readonly #options: RestartsOptions;
  #losses = 0;

  constructor(options: RestartsOptions) {
    this.#options = options;
  }

  /** How often it was lost since it worked. */
  get losses(): number {
    return this.#losses;
  }

  /** It works: the next restart is the first one again. */
  works(): void {
    this.#losses = 0;
  }

  /** Counts a loss, and waits until it is time for the restart. False where there is to be none, since `signal` aborted. */
  async wait(signal: AbortSignal): Promise<boolean> {
    const { clock, firstAtOnce = false } = this.#options;
    this.#losses += 1;
    const waits = this.#losses - (firstAtOnce ? 1 : 0);
    await clock.sleep(waits === 0 ? 0 : backOffMs(waits, this.#options, Math.random), signal);
    return !signal.aborted;
  }
}
