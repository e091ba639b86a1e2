import type { NoticeCode } from '../../../protocol/notice-code.ts';
import type { StatusNotice, TranslatorStatus } from '../../../protocol/status.ts';
import { EngineError } from '../../errors.ts';
import type { Logger } from '../../log.ts';
import { systemClock, type Clock } from '../../pipeline/clock.ts';
import { notice } from '../../pipeline/notice.ts';
import { backOffMs } from '../../pipeline/retry.ts';
import type { TranslateOptions, TranslationRequest, Translator, TranslatorCapabilities } from '../translator.ts';
import { toTranslatorError } from '../translator-error.ts';
import { AnswerCache } from './answer-cache.ts';
import { GuardedTranslator, type ChainMember } from './guarded-translator.ts';

/** A final is tried so often with one translator, where its failure may pass. A partial is tried once. */
const ATTEMPTS = 2;

/** A viewer waits meanwhile, so it is short. */
const RETRY_WAIT = { firstWaitMs: 150, longestWaitMs: 400 };

/** Quotas move slowly, and asking for them costs a request. */
const QUOTA_EVERY_MS = 600_000;

/** How long a translator may take to close, in milliseconds: nobody waits for one that hangs. */
const CLOSE_LIMIT_MS = 5000;

interface FailoverOptions {
  /** Best first. */
  readonly members: readonly ChainMember[];
  readonly log: Logger;
  readonly clock?: Clock;
  /** Gives a number in [0, 1). */
  readonly random?: () => number;
  /** Told once when a translator rests and when it works again. Never holds spoken text. */
  readonly onNotice: (notice: StatusNotice) => void;
  readonly onCacheHit: () => void;
}

/**
 * Several translators as one: the first one that can and is well answers. A failure that may pass is tried once more, then
 * the next one answers. One that fails again and again rests; whether it has recovered is found out beside the one that
 * works, so nobody waits for it.
 */
export class FailoverTranslator implements Translator {
  readonly name: string;
  readonly #members: readonly GuardedTranslator[];
  readonly #options: FailoverOptions;
  readonly #clock: Clock;
  readonly #random: () => number;
  #cache = new AnswerCache();
  readonly #closing = new AbortController();

  constructor(options: FailoverOptions) {
    this.#options = options;
    this.#clock = options.clock ?? systemClock;
    this.#random = options.random ?? Math.random;
    this.#members = options.members.map(
      (member) =>
        new GuardedTranslator(member, {
          clock: this.#clock,
          random: this.#random,
          onOpened: (opened, error) => this.#tellOpened(opened, error),
          onClosed: (closed) => this.#tell('info', 'translator-recovered', `"${closed.name}" translates again.`),
          onBudgetWarning: (spending) => this.#tellBudget(spending),
        }),
    );
    this.name = this.#members.map(({ name }) => name).join(', ');
    void this.#watchQuotas();
  }

  /** Those of the translator that would be asked now. */
  get capabilities(): TranslatorCapabilities {
    const first = this.#members.find(({ health }) => health === 'closed') ?? this.#members[0];
    return first?.translator.capabilities ?? { streams: false, partials: false, billed: false };
  }

  get notice(): string | undefined {
    const notices = this.#members.flatMap(({ translator }) => translator.notice ?? []);
    return notices.length === 0 ? undefined : notices.join(' ');
  }

  /** For the status, best translator first. */
  get status(): readonly TranslatorStatus[] {
    return this.#members.map((member) => member.status());
  }

  unsupported(sourceLanguage: string, targetLanguage: string): string | undefined {
    const reasons = this.#members.map((member) => member.unsupported(sourceLanguage, targetLanguage));
    return reasons.some((reason) => reason === undefined) ? undefined : reasons.join(' ');
  }

  wantsAudio(targetLanguage: string): boolean {
    return this.#members.some(({ translator }) => translator.wantsAudio?.(targetLanguage) ?? false);
  }

  draftWaitMs(request: TranslationRequest): number {
    const [member] = draftersOf(this.#affordable(request));
    return member?.draftWaitMs(request) ?? Infinity;
  }

  /** Forgets answers that were made with other terms, those that are still under way too. */
  termsChanged(): void {
    this.#cache = new AnswerCache();
  }

  async *translate(request: TranslationRequest, { signal }: TranslateOptions): AsyncIterable<string> {
    const cache = this.#cache;
    const known = cache.get(request);
    if (known !== undefined) {
      this.#options.onCacheHit();
      yield known;
      return;
    }
    const able = this.#able(request);
    const affordable = this.#affordable(request);
    let failure: EngineError | undefined;
    let asked = 0;
    for (const member of this.#order(affordable, request)) {
      // It may have begun to rest, or spent its budget, while the one before it was asked.
      if (member.health === 'open' || !member.affords(request)) continue;
      // Another language may have used up since what drafts may cost.
      if (!request.final && member.draftWaitMs(request) > 0) continue;
      asked += 1;
      if (member.health === 'half-open') member.beginProbe();
      try {
        const answer = yield* this.#ask(member, request, signal);
        if (answer === '') continue;
        // What only stands in is not kept: the best translator may be back for the next time.
        if (member === affordable[0]) cache.add(request, answer);
        return;
      } catch (error) {
        if (signal.aborted) throw error;
        failure = toTranslatorError(error, member.name);
        this.#options.log.debug('A translation failed.', { translator: member.name, code: failure.code });
      }
    }
    const nobodyAsked = asked === 0 && request.final;
    if (failure !== undefined || nobodyAsked) throw noneWorks(able, affordable, failure);
    // Takes back what a translator said before it broke.
    if (asked > 0) yield '';
  }

  /** Never rejects: the text that it translated last is whole, whatever becomes of the translators. */
  async close(): Promise<void> {
    this.#closing.abort();
    await Promise.all(this.#members.map((member) => this.#closeWithin(member)));
  }

  async #closeWithin({ name, translator }: GuardedTranslator): Promise<void> {
    const closed = new AbortController();
    const closing = async (): Promise<void> => translator.close();
    const late = this.#clock.sleep(CLOSE_LIMIT_MS, closed.signal).then(() => {
      if (!closed.signal.aborted) this.#options.log.debug('A translator does not close.', { translator: name });
    });
    try {
      await Promise.race([closing(), late]);
    } catch (error) {
      const { code } = toTranslatorError(error, name);
      this.#options.log.debug('A translator could not be closed.', { translator: name, code });
    } finally {
      closed.abort();
    }
  }

  /** The translators that know the languages. */
  #able({ sourceLanguage, targetLanguage }: TranslationRequest): readonly GuardedTranslator[] {
    return this.#members.filter((member) => member.unsupported(sourceLanguage, targetLanguage) === undefined);
  }

  /** Those of them that have budget for it. */
  #affordable(request: TranslationRequest): readonly GuardedTranslator[] {
    return this.#able(request).filter((member) => member.affords(request));
  }

  /** The translators to ask one after the other. One that may have recovered is probed beside them, unless it is all there is. */
  #order(members: readonly GuardedTranslator[], request: TranslationRequest): readonly GuardedTranslator[] {
    if (!request.final) return draftersOf(members);
    const well = members.filter(({ health }) => health === 'closed');
    const recovering = members.filter(({ health }) => health === 'half-open');
    if (well.length === 0) return recovering;
    for (const member of recovering) void this.#probe(member, request);
    return well;
  }

  async #probe(member: GuardedTranslator, request: TranslationRequest): Promise<void> {
    member.beginProbe();
    try {
      const answers = member.translate(request, this.#closing.signal);
      while ((await answers.next()).done !== true);
    } catch (error) {
      // The translator has taken note of it and rests again.
      const { code } = toTranslatorError(error, member.name);
      this.#options.log.debug('A translator that rested has not recovered.', { translator: member.name, code });
    }
  }

  /** Gives back the answer; empty where the translator has none. */
  async *#ask(
    member: GuardedTranslator,
    request: TranslationRequest,
    signal: AbortSignal,
  ): AsyncGenerator<string, string, undefined> {
    const attempts = request.final ? ATTEMPTS : 1;
    for (let attempt = 1; ; attempt += 1) {
      let answer = '';
      try {
        for await (const text of member.translate(request, signal)) yield (answer = text.trim());
        return answer;
      } catch (error) {
        const failure = toTranslatorError(error, member.name);
        // After a timeout a viewer has waited long enough for this translator.
        const passing = failure.retryable && failure.code !== 'translator-timeout';
        if (!passing || attempt >= attempts || member.health !== 'closed' || signal.aborted) throw error;
        await this.#clock.sleep(backOffMs(attempt, RETRY_WAIT, this.#random), signal);
        signal.throwIfAborted();
      }
    }
  }

  async #watchQuotas(): Promise<void> {
    const { signal } = this.#closing;
    while (!signal.aborted) {
      await Promise.all(this.#members.map((member) => member.refreshQuota(signal)));
      await this.#clock.sleep(QUOTA_EVERY_MS, signal);
    }
  }

  #tellOpened(member: GuardedTranslator, error: EngineError): void {
    const others = this.#members.filter((other) => other !== member && other.health === 'closed');
    // Where nobody is left, whoever asked for the translation tells it.
    if (others[0])
      this.#tell('warning', error.code, `${error.message} "${others[0].name}" translates instead.`, error.hint);
  }

  #tellBudget({ name, budget }: GuardedTranslator): void {
    if (!budget) return;
    const { limit, unit } = budget.limit;
    const message = `"${name}" has used ${budget.used} of the ${limit} ${unit} that it may use this month.`;
    this.#tell('warning', 'translator-budget', message, 'When they are used up, it is not asked until next month.');
  }

  #tell(level: StatusNotice['level'], code: NoticeCode, message: string, hint?: string): void {
    this.#options.onNotice(notice('translation', { level, code, message, hint }));
  }
}

/** Who is asked for drafts: the first translator that is well, where it takes them. */
function draftersOf(members: readonly GuardedTranslator[]): readonly GuardedTranslator[] {
  const first = members.find(({ health }) => health === 'closed');
  return first?.translator.capabilities.partials === true ? [first] : [];
}

/** One sentence for the case that nobody can translate. */
function noneWorks(
  able: readonly GuardedTranslator[],
  affordable: readonly GuardedTranslator[],
  failure: EngineError | undefined,
): EngineError {
  const spent = able.filter((member) => !affordable.includes(member));
  const refusals = spent.flatMap(({ budget }) => budget?.refusal ?? []);
  const reasons = [
    ...affordable.flatMap(({ lastError }) => lastError?.message ?? []),
    ...refusals.map(({ message }) => message),
  ];
  const cause = failure ?? affordable.map(({ lastError }) => lastError).find((error) => error !== undefined);
  const hint = (cause ?? refusals[0])?.hint;
  const code = (cause ?? refusals[0])?.code ?? 'translator-unsupported';
  return new EngineError(code, oneSentence(reasons) || 'No translator is ready.', {
    stage: 'translation',
    hint,
    cause: failure,
  });
}

function oneSentence(sentences: readonly string[]): string {
  const parts = sentences.map((sentence) => sentence.replace(/\.$/u, ''));
  return parts.length === 0 ? '' : `${parts.join('; ').replaceAll('; The ', '; the ')}.`;
}
