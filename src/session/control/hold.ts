import type { Clock } from '../../engine/pipeline/clock.ts';

/** Hides captions for a time, which each `set` counts anew. */
export class Hold {
  readonly #clock: Clock;
  readonly #onTurn: () => void;
  #running: AbortController | undefined;

  /** @param onTurn told where it begins and where it ends. */
  constructor(clock: Clock, onTurn: () => void) {
    this.#clock = clock;
    this.#onTurn = onTurn;
  }

  get isOn(): boolean {
    return this.#running !== undefined;
  }

  /** @param forMs from now on, in milliseconds; 0 ends it. */
  set(forMs: number): void {
    const wasOn = this.isOn;
    this.#running?.abort();
    this.#running = forMs > 0 ? new AbortController() : undefined;
    if (this.#running) void this.#runOut(forMs, this.#running.signal);
    if (this.isOn !== wasOn) this.#onTurn();
  }

  /** Ends it, and tells nobody. */
  close(): void {
    this.#running?.abort();
    this.#running = undefined;
  }

  async #runOut(ms: number, signal: AbortSignal): Promise<void> {
    await this.#clock.sleep(ms, signal);
    if (!signal.aborted) this.set(0);
  }
}
