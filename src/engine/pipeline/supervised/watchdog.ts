import type { Clock } from '../clock.ts';

/** Time is counted in steps: a busy process that could not hear the sign of life for seconds is late by one step only. */
const STEP_MS = 125;

interface WatchdogOptions {
  readonly clock: Clock;
  /** How long the first sign of life may take, in milliseconds. */
  readonly firstMs: number;
  /** How long each further one may take, in milliseconds. */
  readonly thenMs: number;
  /** Told once, with how long it was silent, in milliseconds. */
  readonly onSilence: (silentMs: number) => void;
}

/** Tells when something that ought to happen again and again has stopped to. */
export class Watchdog {
  readonly #options: WatchdogOptions;
  #silentMs = 0;
  #limitMs: number;

  constructor(options: WatchdogOptions) {
    this.#options = options;
    this.#limitMs = options.firstMs;
  }

  /** A sign of life. */
  alive(): void {
    this.#silentMs = 0;
    this.#limitMs = this.#options.thenMs;
  }

  /** Watches until `signal` aborts or `onSilence` was told. */
  async watch(signal: AbortSignal): Promise<void> {
    const { clock, onSilence } = this.#options;
    while (!signal.aborted) {
      await clock.sleep(STEP_MS, signal);
      this.#silentMs += STEP_MS;
      if (!this.#isLate(signal)) continue;
      // What has arrived meanwhile is read before the verdict.
      await clock.sleep(0, signal);
      if (!this.#isLate(signal)) continue;
      onSilence(this.#silentMs);
      return;
    }
  }

  #isLate(signal: AbortSignal): boolean {
    return !signal.aborted && this.#silentMs >= this.#limitMs;
  }
}
