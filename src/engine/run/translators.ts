import { isDeepStrictEqual } from 'node:util';
import type { StageStatus, TranslatorStatus } from '../../protocol/status.ts';
import { EngineError } from '../errors.ts';
import { noticeOf } from '../pipeline/notice.ts';
import type { Metrics } from '../pipeline/metrics.ts';
import { UsageLedger } from '../translation/failover/usage-ledger.ts';
import { chainOf, checkTranslators, knownTranslators } from '../translation/known-translators.ts';
import type { TranslationSettings } from '../translation/settings.ts';
import type { TranslationReport, TranslationTarget } from '../translation/target-context.ts';
import { loadScriptWriter } from '../translation/script/script-writer.ts';
import { WrittenTranslator } from '../translation/script/written-translator.ts';
import type { TermSource } from '../translation/term-source.ts';
import { CurrentChain } from './current-chain.ts';
import { ignoredTermsNotice } from './ignored-terms.ts';
import { openChain, type ChainTools, type OpenedChain } from './open-chain.ts';
import type { StatusBoard } from './status-board.ts';

/** At the end, chains that are still being opened are waited for as long. */
const OPEN_LIMIT_MS = 5000;

interface TranslatorsOptions extends Omit<ChainTools, 'onCacheHit' | 'ledger' | 'terms'> {
  readonly settings: TranslationSettings;
  /** The terms of the user's glossary now, where there is one. */
  readonly terms: () => TermSource | undefined;
  /** Whether anybody reads what is shown. */
  readonly hasViewers: () => boolean;
  readonly metrics: Metrics;
  readonly status: StatusBoard;
}

/** What translates for all sources: the chain, opened when it is first needed, and how it does. */
export class Translators {
  readonly #options: TranslatorsOptions;
  #settings: TranslationSettings;
  /** The terms that the chain was opened with. */
  #terms: TermSource | undefined;
  #opening: Promise<CurrentChain> | undefined;
  #opened: CurrentChain | undefined;
  #ledger: UsageLedger | undefined;
  #isClosed = false;
  #toldOfTerms = false;

  constructor(options: TranslatorsOptions) {
    this.#options = options;
    this.#settings = options.settings;
  }

  /** Who translates into which language. @param languages those of the run when absent. */
  async targets(languages: readonly string[] = this.#settings.targets): Promise<readonly TranslationTarget[]> {
    if (languages.length === 0) return [];
    const translator = await this.#open();
    return Promise.all(
      [...new Set(languages)].map(async (language) => {
        const writer = await loadScriptWriter(language);
        return { language, translator: writer ? new WrittenTranslator(translator, writer) : translator };
      }),
    );
  }

  /** In the order in which they are asked; empty before the chain is opened. */
  get chain(): readonly TranslatorStatus[] {
    return this.#opened?.chain.status ?? [];
  }

  /** What the user must know of the translators, once they are opened. */
  get notice(): string | undefined {
    return this.#opened?.notice;
  }

  /** There are no drafts. */
  get readingMode(): boolean {
    return this.#settings.readingMode;
  }

  /** Whether nothing that is shown is translated, because nobody would read it. */
  get paused(): boolean {
    const { pauseWithoutViewers, targets } = this.#settings;
    return pauseWithoutViewers && targets.length > 0 && !this.#options.hasViewers();
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
    this.#opened?.chain.termsChanged();
    if (this.#opened) this.#tellOfTerms(this.#settings);
  }

  /**
   * Translates by other settings from the next text on, into the same languages. What is under way is finished by the
   * former ones.
   * @throws EngineError where they are of no use; the former ones stay then.
   */
  async change(settings: TranslationSettings): Promise<void> {
    const before = this.#settings;
    if (!isDeepStrictEqual(ofChain(before), ofChain(settings)) || this.#terms !== this.#options.terms()) {
      const current = await this.#opening;
      if (current) await current.replace(await this.#openChain(settings));
    }
    this.#settings = { ...settings, targets: before.targets };
    this.describe();
  }

  /** Throws an `EngineError` where `change` would refuse the settings for what they are. Opens nothing. */
  check(settings: TranslationSettings): void {
    const { environment, added } = this.#options;
    checkTranslators(settings, environment, added);
    if (!needsAudio(this.#settings, added) && needsAudio(settings, added)) throw audioNotKept();
  }

  /** Tells on the board who translates. */
  describe(): void {
    const { targets, translators } = this.#settings;
    const described = `Into ${targets.join(', ')} by ${translators.join(', then ')}.`;
    this.#options.status.set('translation', 'working', targets.length === 0 ? 'Off.' : described);
  }

  /** Ends all translators, opens none any more, and gives back what of the budgets is not used. */
  async close(): Promise<void> {
    this.#isClosed = true;
    const settled = new AbortController();
    // One that never opens holds nobody up; one that opens later is closed then.
    const closed = this.#opening?.then((opened) => opened.close()).catch(() => undefined);
    const limit = this.#options.clock.sleep(OPEN_LIMIT_MS, settled.signal);
    await Promise.race([closed, ...(closed ? [limit] : [])]);
    settled.abort();
    this.#ledger?.close();
  }

  async #open(): Promise<CurrentChain> {
    this.#opening ??= this.#openChain(this.#settings).then((opened) => new CurrentChain(opened));
    this.#opened = await this.#opening;
    return this.#opened;
  }

  async #openChain(settings: TranslationSettings): Promise<OpenedChain> {
    if (this.#isClosed) throw new DOMException('The run is over.', 'AbortError');
    const { metrics, terms } = this.#options;
    const onCacheHit = (): void => metrics.count('translation-cache-hits');
    const ledger = (): UsageLedger => (this.#ledger ??= this.#openLedger());
    this.#terms = terms();
    const opened = await openChain(settings, { ...this.#options, terms: this.#terms, onCacheHit, ledger });
    this.#tellOfTerms(settings);
    return opened;
  }

  /** Once in a run. */
  #tellOfTerms(settings: TranslationSettings): void {
    if (this.#toldOfTerms) return;
    const { added = [], notify, terms } = this.#options;
    const told = ignoredTermsNotice(chainOf(settings, added), knownTranslators(added), {
      terms: terms(),
      targets: settings.targets,
    });
    this.#toldOfTerms = told !== undefined;
    if (told) notify(told);
  }

  #openLedger(): UsageLedger {
    const { files, notify } = this.#options;
    return UsageLedger.open({
      file: files.translationUsage,
      today: () => new Date(),
      onProblem: (error) => notify(noticeOf(error, { level: 'warning', stage: 'translation' })),
    });
  }
}

function needsAudio(settings: TranslationSettings, added: TranslatorsOptions['added']): boolean {
  return chainOf(settings, added ?? []).some(({ needs }) => needs.includes('audio'));
}

function audioNotKept(): EngineError {
  return new EngineError(
    'translator-unsupported',
    'A translator that hears the sound can be added only at the start.',
    {
      hint: 'Start again to use it.',
      stage: 'translation',
    },
  );
}

/** What a chain is opened with: all but what is asked for each text. */
function ofChain(settings: TranslationSettings): TranslationSettings {
  return { ...settings, targets: [], readingMode: false, pauseWithoutViewers: false };
}
