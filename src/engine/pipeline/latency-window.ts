import type { LatencySummary } from '../../protocol/status.ts';

/** Keeps the newest measurements of one measuring point and tells their middle and slow end. */
export class LatencyWindow {
  readonly #capacity: number;
  readonly #values: number[] = [];
  #next = 0;
  #count = 0;

  /** @param capacity how many of the newest measurements count. */
  constructor(capacity = 512) {
    this.#capacity = capacity;
  }

  add(milliseconds: number): void {
    this.#values[this.#next] = milliseconds;
    this.#next = (this.#next + 1) % this.#capacity;
    this.#count += 1;
  }

  /** `undefined` before the first measurement. `count` is of all measurements ever. */
  summary(): LatencySummary | undefined {
    if (this.#values.length === 0) return undefined;
    const sorted = this.#values.toSorted((a, b) => a - b);
    return { p50Ms: quantile(sorted, 0.5), p95Ms: quantile(sorted, 0.95), count: this.#count };
  }
}

/** The value below which `share` of the ascending `sorted` lie (nearest rank). */
export function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
