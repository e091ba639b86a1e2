import type { CaptionEvent } from '../../protocol/caption-event.ts';
import type {
  EngineStatus,
  StageName,
  StageState,
  StageStatus,
  StatusNotice,
  TranslatorStatus,
} from '../../protocol/status.ts';
import { cleanText } from '../../protocol/clean-text.ts';
import { isLasting } from '../../protocol/demo-notices.ts';
import { DiscardWatch } from './discard-watch.ts';
import type { Metrics } from '../pipeline/metrics.ts';

/** Shown in this order; outputs come behind, in the order in which they came. */
const STAGES: readonly StageName[] = ['capture', 'speech', 'transcription', 'translation', 'server', 'obs'];

/** A page shows the newest notice, and what lasts; the terminal has printed the others. */
const MOST_NOTICES = 20;

/** The state of every stage, kept up to date by whoever knows it. */
export class StatusBoard {
  readonly #metrics: Metrics;
  readonly #stages = new Map<StageName, StageStatus>();
  readonly #notices: StatusNotice[] = [];
  /** What each stage said of itself when it last worked. */
  readonly #working = new Map<StageName, StageStatus>();
  readonly #discards = new DiscardWatch();

  constructor(metrics: Metrics) {
    this.#metrics = metrics;
  }

  set(stage: StageName, state: StageState, detail: string): void {
    const status = { stage, state, detail: cleanText(detail) };
    this.#stages.set(stage, status);
    if (state === 'working') this.#working.set(stage, status);
  }

  /** The stage has just done its work: whatever was wrong with it is over. */
  recovered(stage: StageName): void {
    const before = this.#working.get(stage);
    if (before && this.#stages.get(stage)?.state === 'degraded') this.#stages.set(stage, before);
  }

  /** Takes note of a caption. Gives a notice, not yet kept, where a source gives nothing but discards. */
  take(event: CaptionEvent): StatusNotice | undefined {
    if (event.type === 'transcript-final') this.recovered('transcription');
    if (event.type === 'translation-final' && !event.untranslated) this.recovered('translation');
    const notice = this.#discards.take(event);
    if (notice) this.set(notice.stage, 'degraded', notice.message);
    return notice;
  }

  /** Keeps a notice; an error marks its stage as well, until it has recovered. */
  add(notice: StatusNotice): void {
    this.#notices.push(notice);
    if (this.#notices.length > MOST_NOTICES)
      this.#notices.splice(
        this.#notices.findIndex((old) => !isLasting(old)),
        1,
      );
    if (notice.level === 'error') this.set(notice.stage, 'degraded', notice.message);
  }

  /**
   * @param behindMs how long the oldest final has waited.
   * @param translators in the order in which they are asked.
   * @param instead what holds of a stage now, whatever else is known of it.
   */
  status(behindMs: number, translators: readonly TranslatorStatus[], instead?: StageStatus): EngineStatus {
    const stages = this.#shownStages().flatMap((stage) => this.#stages.get(stage) ?? []);
    return {
      stages: stages.map((status) => (status.stage === instead?.stage ? instead : status)),
      behindMs,
      latency: this.#metrics.latency(),
      counters: this.#metrics.counters(),
      translators,
      notices: [...this.#notices],
    };
  }

  #shownStages(): StageName[] {
    return [...STAGES, ...[...this.#stages.keys()].filter((stage) => !STAGES.includes(stage))];
  }
}
