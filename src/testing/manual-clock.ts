import { setImmediate } from 'node:timers/promises';
import type { Clock } from '../engine/pipeline/clock.ts';

/** Where a manual clock begins, and whether it moves by itself. */
export interface ManualClockOptions {
  /** Milliseconds at the start; 0 when absent. */
  readonly startMs?: number;
  /** True where nothing waits: who sleeps moves the clock himself, and goes on. */
  readonly movesBySleeping?: boolean;
  /** With `movesBySleeping`: by how many milliseconds sleepers wake late; negative where they wake early. */
  readonly lateMs?: number;
}

interface Sleeper {
  readonly atMs: number;
  readonly wake: () => void;
}

/** Lets everything run that waits neither for time nor for the outside. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 4; turn += 1) await setImmediate();
}

/** A clock that stands still until it is moved, so that hours of waiting take a test no time. */
export class ManualClock implements Clock {
  /** Every sleep that was asked for, in milliseconds, in order. */
  readonly sleeps: number[] = [];
  readonly #options: ManualClockOptions;
  #nowMs: number;
  #sleepers: readonly Sleeper[] = [];
  #watchers: (() => void)[] = [];

  constructor(options: ManualClockOptions = {}) {
    this.#options = options;
    this.#nowMs = options.startMs ?? 0;
  }

  nowMs(): number {
    return this.#nowMs;
  }

  sleep(ms: number, signal: AbortSignal): Promise<void> {
    this.sleeps.push(ms);
    if (signal.aborted) return Promise.resolve();
    if (this.#options.movesBySleeping) {
      this.#nowMs += ms + (this.#options.lateMs ?? 0);
      return Promise.resolve();
    }
    return new Promise((resolve) => {
      const wake = (): void => {
        this.#sleepers = this.#sleepers.filter((other) => other !== sleeper);
        signal.removeEventListener('abort', wake);
        resolve();
      };
      const sleeper: Sleeper = { atMs: this.#nowMs + ms, wake };
      this.#sleepers = [...this.#sleepers, sleeper];
      signal.addEventListener('abort', wake, { once: true });
      for (const tell of this.#watchers.splice(0)) tell();
    });
  }

  /** How long those who sleep have still to wait, in milliseconds, shortest first. */
  get waits(): readonly number[] {
    return this.#sleepers.map(({ atMs }) => atMs - this.#nowMs).sort((a, b) => a - b);
  }

  /** Resolves once at least `count` sleep, where something of the outside comes before: an answer of a server, say. */
  async sleeping(count: number): Promise<void> {
    while (this.#sleepers.length < count) await new Promise<void>((resolve) => this.#watchers.push(resolve));
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
