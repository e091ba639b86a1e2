import type { StageStatus, TranslatorStatus } from '../../protocol/status.ts';
import type { Metrics } from '../pipeline/metrics.ts';
import type { TranslationSettings } from '../translation/settings.ts';
import type { TranslationReport, TranslationTarget } from '../translation/target-context.ts';
import { openTranslator, type ChainTools, type OpenedTranslator } from './open-translators.ts';
import type { StatusBoard } from './status-board.ts';

interface TranslatorsOptions extends Omit<ChainTools, 'onCacheHit'> {
  readonly settings: TranslationSettings;
  /** Whether anybody reads what is shown. */
  readonly hasViewers: () => boolean;
  readonly metrics: Metrics;
  readonly status: StatusBoard;
}

/** What translates for all sources: the chain, opened when it is first needed, and how it does. */
export class Translators {
  readonly #options: TranslatorsOptions;
  #opening: Promise<OpenedTranslator> | undefined;
  #opened: OpenedTranslator | undefined;
  #isClosed = false;

  constructor(options: TranslatorsOptions) {
    this.#options = options;
  }

  /** Who translates into which language. @param languages those of the run when absent. */
  async targets(languages: readonly string[] = this.#options.settings.targets): Promise<readonly TranslationTarget[]> {
    if (languages.length === 0) return [];
    const { translator } = await this.#open();
    return [...new Set(languages)].map((language) => ({ language, translator }));
  }

  /** In the order in which they are asked; empty before the chain is opened. */
  get chain(): readonly TranslatorStatus[] {
    return this.#opened?.translator.status ?? [];
  }

  /** Whether nothing that is shown is translated, because nobody would read it. */
  get paused(): boolean {
    const { settings, hasViewers } = this.#options;
    return settings.pauseWithoutViewers && settings.targets.length > 0 && !hasViewers();
  }

  /** What holds of the stage for as long as it is paused. */
  get pause(): StageStatus | undefined {
    if (!this.paused) return undefined;
    return { stage: 'translation', state: 'working', detail: 'Paused: no page with captions is open.' };
  }

  /** Takes note of a request for something that is shown. */
  measure({ outcome, durationMs, final, error }: TranslationReport): void {
    const { metrics, status } = this.#options;
    metrics.count(`translations-${outcome}`);
    // Notices are told once in a while only; the state must be right all the time.
    if (final && error) status.set('translation', 'degraded', error.message);
    if (outcome === 'translated') metrics.measure(final ? 'final-translation' : 'partial-translation', durationMs);
  }

  /** The glossary has other terms now. */
  termsChanged(): void {
    this.#opened?.translator.termsChanged();
  }

  /** Ends all translators, and opens none any more. */
  async close(): Promise<void> {
    this.#isClosed = true;
    const opened = await this.#opening?.catch(() => undefined);
    await opened?.close();
  }

  async #open(): Promise<OpenedTranslator> {
    const { settings, metrics } = this.#options;
    if (this.#isClosed) throw new DOMException('The run is over.', 'AbortError');
    const onCacheHit = (): void => metrics.count('translation-cache-hits');
    this.#opening ??= openTranslator(settings, { ...this.#options, onCacheHit });
    this.#opened = await this.#opening;
    return this.#opened;
  }
}
