import { setImmediate } from 'node:timers/promises';
import type { Clock } from '../../../src/engine/pipeline/clock.ts';

interface Sleeper {
  readonly atMs: number;
  readonly wake: () => void;
}

/** Lets everything run that does not wait for time. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 4; turn += 1) await setImmediate();
}

/** A clock that stands still until it is moved. */
export class ManualClock implements Clock {
  #nowMs = 0;
  #sleepers: Sleeper[] = [];

  nowMs(): number {
    return this.#nowMs;
  }

  sleep(ms: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const wake = (): void => {
        this.#sleepers = this.#sleepers.filter((other) => other !== sleeper);
        signal.removeEventListener('abort', wake);
        resolve();
      };
      const sleeper: Sleeper = { atMs: this.#nowMs + ms, wake };
      if (signal.aborted) {
        resolve();
        return;
      }
      this.#sleepers.push(sleeper);
      signal.addEventListener('abort', wake, { once: true });
    });
  }

  /** Moves on by `ms`, waking sleepers in the order of their times and letting each do its work. */
  async advance(ms: number): Promise<void> {
    const untilMs = this.#nowMs + ms;
    for (;;) {
      const next = this.#sleepers.filter(({ atMs }) => atMs <= untilMs).sort((a, b) => a.atMs - b.atMs)[0];
      if (!next) break;
      this.#nowMs = next.atMs;
      next.wake();
      await settle();
    }
    this.#nowMs = untilMs;
    await settle();
  }
}
