import type { EngineStatus, StageName, StageState, StageStatus, StatusNotice } from '../protocol/status.ts';
import type { Metrics } from './pipeline/metrics.ts';

const STAGES: readonly StageName[] = ['capture', 'speech', 'transcription', 'translation', 'server'];

/** A page shows the newest notice; the terminal has printed the older ones. */
const MOST_NOTICES = 20;

/** The state of every stage, kept up to date by whoever knows it. */
export class StatusBoard {
  readonly #metrics: Metrics;
  readonly #stages = new Map<StageName, StageStatus>();
  readonly #notices: StatusNotice[] = [];

  constructor(metrics: Metrics) {
    this.#metrics = metrics;
  }

  set(stage: StageName, state: StageState, detail: string): void {
    this.#stages.set(stage, { stage, state, detail });
  }

  /** Keeps a notice; an error or a warning marks its stage as well. */
  add(notice: StatusNotice): void {
    this.#notices.push(notice);
    this.#notices.splice(0, Math.max(0, this.#notices.length - MOST_NOTICES));
    if (notice.level === 'error') this.set(notice.stage, 'degraded', notice.message);
  }

  /** @param behindMs how long the oldest final has waited. */
  status(behindMs: number): EngineStatus {
    return {
      stages: STAGES.flatMap((stage) => this.#stages.get(stage) ?? []),
      behindMs,
      latency: this.#metrics.latency(),
      counters: this.#metrics.counters(),
      notices: [...this.#notices],
    };
  }
}
