import { BoundedChannel } from '../../../src/engine/pipeline/bounded-channel.ts';
import type { TranslationReport, TranslationTarget } from '../../../src/engine/translation/target-context.ts';
import { translateStage, type TranslateStageOptions } from '../../../src/engine/translation/translate-stage.ts';
import type { CaptionEvent } from '../../../src/protocol/caption-event.ts';
import type { StatusNotice } from '../../../src/protocol/status.ts';
import { ManualClock, settle } from '../../../src/testing/manual-clock.ts';
import { silentLog } from '../../../src/engine/log.ts';

/** A running translation stage whose output is collected. */
export class StageRun {
  readonly clock: ManualClock;
  readonly abort = new AbortController();
  readonly events: CaptionEvent[] = [];
  readonly notices: StatusNotice[] = [];
  readonly reports: TranslationReport[] = [];
  readonly finished: Promise<void>;
  ended = false;
  readonly #input = new BoundedChannel<CaptionEvent>({ capacity: 10_000, whenFull: 'refuse' });

  constructor(
    targets: readonly TranslationTarget[],
    options: Partial<TranslateStageOptions> = {},
    clock = new ManualClock(),
  ) {
    this.clock = clock;
    const stage = translateStage({
      targets,
      onNotice: (notice) => this.notices.push(notice),
      onRequest: (report) => this.reports.push(report),
      ...options,
    });
    const { signal } = this.abort;
    const output = stage(this.#input.read(signal), { signal, clock: this.clock, log: silentLog });
    this.finished = this.#collect(output);
    // A test that expects a failure awaits `finished` later.
    this.finished.catch(() => undefined);
  }

  async #collect(output: AsyncIterable<CaptionEvent>): Promise<void> {
    for await (const event of output) this.events.push(event);
    this.ended = true;
  }

  async push(...events: readonly CaptionEvent[]): Promise<void> {
    for (const event of events) this.#input.push(event);
    await settle();
  }

  async end(): Promise<void> {
    this.#input.close();
    await settle();
  }

  async failInput(error: Error): Promise<void> {
    this.#input.fail(error);
    await settle();
  }

  /** The translations so far, one line each: `<language> <utterance> r<revision> <partial|final|untranslated>: <text>`. */
  get translations(): string[] {
    return this.events.flatMap((event) => {
      if (event.type !== 'translation-partial' && event.type !== 'translation-final') return [];
      const kind = event.type === 'translation-partial' ? 'partial' : event.untranslated ? 'untranslated' : 'final';
      return `${event.language} ${event.utteranceId} r${event.revision} ${kind}: ${event.text}`;
    });
  }

  /** Everything that is no translation. */
  get transcripts(): CaptionEvent[] {
    return this.events.filter((event) => !event.type.startsWith('translation-'));
  }
}
