import type { CounterName, Counters } from '../../protocol/counter-name.ts';
import type { LatencySummary } from '../../protocol/status.ts';
import { LatencyWindow } from './latency-window.ts';

/** What the stages count and measure during a run, by name. */
export class Metrics {
  readonly #counters = new Map<CounterName, number>();
  readonly #latencies = new Map<string, LatencyWindow>();

  count(name: CounterName, amount = 1): void {
    this.#counters.set(name, (this.#counters.get(name) ?? 0) + amount);
  }

  measure(name: string, milliseconds: number): void {
    const window = this.#latencies.get(name) ?? new LatencyWindow();
    this.#latencies.set(name, window);
    window.add(milliseconds);
  }

  counters(): Counters {
    return Object.fromEntries(this.#counters);
  }

  latency(): Record<string, LatencySummary> {
    const summaries: Record<string, LatencySummary> = {};
    for (const [name, window] of this.#latencies) {
      const summary = window.summary();
      if (summary) summaries[name] = summary;
    }
    return summaries;
  }
}
