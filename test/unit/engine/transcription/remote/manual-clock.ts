import type { Clock } from '../../../../../src/engine/pipeline/clock.ts';

/** A clock that stands until it is moved. */
export class ManualClock implements Clock {
  #nowMs = 0;
  readonly #sleepers = new Set<{ readonly untilMs: number; readonly wake: () => void }>();
  #watchers: (() => void)[] = [];

  nowMs(): number {
    return this.#nowMs;
  }

  sleep(ms: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const sleeper = {
        untilMs: this.#nowMs + ms,
        wake: () => {
          this.#sleepers.delete(sleeper);
          resolve();
        },
      };
      if (signal.aborted) {
        resolve();
        return;
      }
      this.#sleepers.add(sleeper);
      signal.addEventListener('abort', sleeper.wake, { once: true });
      for (const tell of this.#watchers.splice(0)) tell();
    });
  }

  /** Remaining waits in milliseconds, shortest first. */
  get waits(): readonly number[] {
    return [...this.#sleepers].map(({ untilMs }) => untilMs - this.#nowMs).sort((a, b) => a - b);
  }

  /** Resolves once `count` sleepers wait. */
  async sleeping(count: number): Promise<void> {
    while (this.#sleepers.size < count) await new Promise<void>((resolve) => this.#watchers.push(resolve));
  }

  advance(ms: number): void {
    this.#nowMs += ms;
    for (const sleeper of [...this.#sleepers]) if (sleeper.untilMs <= this.#nowMs) sleeper.wake();
  }
}
