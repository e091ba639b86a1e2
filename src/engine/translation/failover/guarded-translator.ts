import type { TranslatorStatus } from '../../../protocol/status.ts';
import { cleanLine } from '../../../protocol/clean-text.ts';
import { EngineError } from '../../errors.ts';
import type { EngineErrorCode } from '../../../protocol/error-code.ts';
import type { Clock } from '../../pipeline/clock.ts';
import type { TranslationRequest, Translator, TranslatorQuota, TranslationUsage } from '../translator.ts';
import { isTooLong } from '../translation-length.ts';
import { toTranslatorError } from '../translator-error.ts';
import { CircuitBreaker, type BreakerChange } from './circuit-breaker.ts';
import type { DraftAllowance } from './draft-allowance.ts';
import { TranslatorStatistics, type TranslationPrice } from './translator-statistics.ts';
import type { BudgetHold, MonthBudget } from './month-budget.ts';
import { timedAnswers, type TranslationLimits } from './timed-answers.ts';

/** The quota is for the status only: nothing waits for it. In milliseconds. */
const QUOTA_LIMIT_MS = 30_000;
const QUOTA_LIMITS: TranslationLimits = {
  firstTextMs: QUOTA_LIMIT_MS,
  stallMs: QUOTA_LIMIT_MS,
  totalMs: QUOTA_LIMIT_MS,
};

/** Failures by which a vendor says that it did nothing, so that there is nothing to pay. */
const UNBILLED: readonly EngineErrorCode[] = [
  'translator-auth',
  'translator-quota',
  'translator-rate-limited',
  'translator-refused',
  'translator-unsupported',
];

/** One translator of a chain. */
export interface ChainMember {
  readonly translator: Translator;
  readonly limits: TranslationLimits;
  readonly budget?: MonthBudget;
  readonly price?: TranslationPrice;
  /** What it may get of drafts; as much as there is when absent. */
  readonly drafts?: DraftAllowance;
}

/** What a change of a translator's health is told with. */
interface GuardedTranslatorEvents {
  readonly clock: Clock;
  readonly random: () => number;
  readonly onOpened: (translator: GuardedTranslator, error: EngineError) => void;
  readonly onClosed: (translator: GuardedTranslator) => void;
  readonly onBudgetWarning: (translator: GuardedTranslator) => void;
}

/** A translator with its time limits, circuit breaker, budget and statistics. */
export class GuardedTranslator {
  readonly translator: Translator;
  readonly budget: MonthBudget | undefined;
  readonly #member: ChainMember;
  readonly #events: GuardedTranslatorEvents;
  readonly #breaker: CircuitBreaker;
  readonly #statistics: TranslatorStatistics;
  #lastError: EngineError | undefined;
  #quota: TranslatorQuota | undefined;

  constructor(member: ChainMember, events: GuardedTranslatorEvents) {
    this.translator = member.translator;
    this.budget = member.budget;
    this.#member = member;
    this.#events = events;
    this.#breaker = new CircuitBreaker(events.random);
    this.#statistics = new TranslatorStatistics(member.price);
  }

  /** Why it cannot translate between the languages; undefined where it can. One that breaks at the question cannot. */
  unsupported(sourceLanguage: string, targetLanguage: string): string | undefined {
    try {
      return this.translator.unsupported(sourceLanguage, targetLanguage);
    } catch (error) {
      return toTranslatorError(error, this.name).message;
    }
  }

  get name(): string {
    return this.translator.name;
  }

  /** How its last request failed; `undefined` where it did not. */
  get lastError(): EngineError | undefined {
    return this.#lastError;
  }

  /** `closed`: ask it. `half-open`: one request may try it. `open`: leave it alone. */
  get health(): 'closed' | 'open' | 'half-open' {
    return this.#breaker.state(this.#events.clock.nowMs());
  }

  /** False where the request may go beyond the monthly budget. */
  affords(request: TranslationRequest): boolean {
    return this.budget?.allows(request) ?? true;
  }

  /** In how many milliseconds the draft may be asked for; 0: now. */
  draftWaitMs({ text, targetLanguage }: TranslationRequest): number {
    return this.#member.drafts?.waitMs(text.length, targetLanguage) ?? 0;
  }

  beginProbe(): void {
    this.#breaker.beginProbe();
  }

  /** One try. Throws an `EngineError`, or the signal's reason where the signal aborted; that is not held against it. */
  async *translate(request: TranslationRequest, signal: AbortSignal): AsyncGenerator<string, void, undefined> {
    const { clock } = this.#events;
    // What was asked while all was well, and comes back when the translator rests, says nothing new about it.
    const isProbe = !this.#isWell();
    const hold = this.#hold(request, isProbe);
    const neverAsked = signal.aborted;
    const startedAtMs = clock.nowMs();
    this.#statistics.requested();
    if (!request.final) this.#member.drafts?.take(request.text.length, request.targetLanguage);
    const onUsage = (usage: TranslationUsage): void => this.#used(usage, hold);
    const start = (own: AbortSignal): AsyncIterable<string> =>
      this.translator.translate(request, { signal: own, onUsage });
    const tells = (): boolean => isProbe || this.#isWell();
    let answered = false;
    let finished = false;
    try {
      for await (const said of timedAnswers(start, { name: this.name, limits: this.#member.limits, clock, signal })) {
        const text = this.#checked(said, request);
        if (!answered) this.#statistics.firstText(clock.nowMs() - startedAtMs);
        answered = true;
        yield text;
      }
      finished = true;
      if (answered && request.final) this.#statistics.final(clock.nowMs() - startedAtMs);
      if (tells()) this.#succeeded();
    } catch (error) {
      finished = true;
      const failure = toTranslatorError(error, this.name);
      if (neverAsked || UNBILLED.includes(failure.code)) hold?.told({});
      if (!signal.aborted) this.#statistics.failed(failure.code);
      if (signal.aborted && isProbe) this.#breaker.endProbe();
      if (!signal.aborted && tells()) this.#failed(failure);
      throw error;
    } finally {
      hold?.end();
      // Its reader has stopped reading.
      if (!finished && isProbe) this.#breaker.endProbe();
    }
  }

  /** What it said, as plain text. Throws where no translation is so long: the endpoint is broken, or means harm. */
  #checked(said: string, request: TranslationRequest): string {
    if (!isTooLong(said, request.text)) return cleanLine(said);
    throw new EngineError('translator-bad-answer', `"${this.name}" answered with far more than a translation.`, {
      hint: 'Check that the address of its server is right, or name another translator with --translator.',
      stage: 'translation',
    });
  }

  /** Asks the vendor what is used up, for the status. */
  async refreshQuota(signal: AbortSignal): Promise<void> {
    const { translator } = this;
    const { clock } = this.#events;
    const ask = async function* (own: AbortSignal): AsyncGenerator<TranslatorQuota | undefined, void> {
      yield await translator.quota?.(own);
    };
    try {
      const answers = timedAnswers(ask, { name: this.name, limits: QUOTA_LIMITS, clock, signal });
      for await (const quota of answers) this.#quota = quota;
    } catch (error) {
      if (!signal.aborted) this.#statistics.failed(toTranslatorError(error, this.name).code);
    }
  }

  status(): TranslatorStatus {
    const { requests, usage, cost, firstText, final, failures } = this.#statistics.summary();
    const { health } = this;
    const { drafts } = this.#member;
    const memoryBytes = this.translator.memoryBytes?.();
    return {
      name: this.name,
      state: health === 'closed' ? 'working' : 'resting',
      ...(health === 'closed' || !this.#lastError ? {} : { detail: this.#lastError.message }),
      requests,
      ...usage,
      ...(cost === undefined ? {} : { cost }),
      ...(firstText === undefined ? {} : { firstText }),
      ...(final === undefined ? {} : { final }),
      failures,
      ...(this.#quota === undefined ? {} : { quota: this.#quota }),
      ...(this.budget === undefined ? {} : { budget: { ...this.budget.limit, used: this.budget.used } }),
      ...(drafts === undefined ? {} : { drafts: { characters: drafts.sent, mostPerMinute: drafts.mostPerMinute } }),
      ...(memoryBytes === undefined ? {} : { memoryBytes }),
    };
  }

  #isWell(): boolean {
    return this.health === 'closed';
  }

  /** Before anything is sent, so that a crash leaves it used. */
  #hold(request: TranslationRequest, isProbe: boolean): BudgetHold | undefined {
    try {
      return this.budget?.hold(request);
    } catch (error) {
      if (isProbe) this.#breaker.endProbe();
      throw error;
    }
  }

  #used(usage: TranslationUsage, hold: BudgetHold | undefined): void {
    if (usage.estimated !== true) this.#statistics.used(usage);
    hold?.told(usage);
    if (this.budget?.warns() === true) this.#events.onBudgetWarning(this);
  }

  #succeeded(): void {
    this.#lastError = undefined;
    this.#take(this.#breaker.succeeded());
  }

  #failed(error: EngineError): void {
    this.#lastError = error;
    this.#take(this.#breaker.failed(error, this.#events.clock.nowMs()));
  }

  #take(change: BreakerChange): void {
    if (change === 'opened' && this.#lastError) this.#events.onOpened(this, this.#lastError);
    if (change === 'closed') this.#events.onClosed(this);
  }
}
