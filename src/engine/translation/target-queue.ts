import type { TranscriptFinal, TranscriptPartial, UtteranceId } from '../../protocol/caption-event.ts';
import { sameWrittenLanguage } from '../../protocol/language/same-language.ts';
import { BoundedChannel } from '../pipeline/bounded-channel.ts';
import { notice, noticeOf } from '../pipeline/notice.ts';
import { Drafts } from './drafts.ts';
import { runRequest, type RequestResult } from './request-runner.ts';
import type { TargetContext, TranslationTarget } from './target-context.ts';
import { translationFinal, translationPartial, type WorkStamps } from './translation-event.ts';
import type { TranslationRequest } from './translator.ts';

/** More finals than anybody says in a day: the queue loses nothing, and overflows only if something is broken. */
const QUEUE_CAPACITY = 100_000;

/**
 * So many finals may be at work at once. A fluent speaker finishes a sentence every three to four seconds, and nobody
 * waits more than ten for a translator's first word: three keep up with the slowest that is still waited for. More would
 * hurt servers that answer one request after the other: the last one would wait there for all of the others, and be taken
 * for unanswered although the server needs a few seconds only.
 */
const MOST_AT_ONCE = 3;

/** The pairs of finals that a request gets as its context. */
const CONTEXT_PAIRS = 3;

interface FinalJob {
  readonly event: TranscriptFinal;
  /** The translation that the viewer saw while the utterance was spoken. */
  readonly shownText: string;
  readonly cancel: AbortController;
}

/**
 * Everything that is translated into one language: finals, each answered by exactly one `translation-final`, in the order
 * of their transcripts; drafts of what is still being spoken beside them.
 */
export class TargetQueue {
  readonly #target: TranslationTarget;
  readonly #context: TargetContext;
  readonly #drafts: Drafts;
  readonly #finals = new BoundedChannel<FinalJob>({ capacity: QUEUE_CAPACITY, whenFull: 'refuse' });
  readonly #jobs = new Map<UtteranceId, FinalJob>();
  readonly #stop = new AbortController();
  /** Source languages that were told not to work. They may later: some translators learn what they know. */
  readonly #toldUnsupported = new Set<string>();
  #unanswered = 0;
  #pairs: TranslationRequest['context'] = [];

  constructor(target: TranslationTarget, context: TargetContext) {
    this.#target = target;
    this.#context = context;
    this.#drafts = new Drafts(target, context, {
      context: () => this.#pairs,
      waiting: () => this.#waitingFinals,
    });
  }

  /** Translates finals until the queue is closed and empty, or abandoned. */
  async run(): Promise<void> {
    const atWork = new Set<Promise<unknown>>();
    let published = Promise.resolve();
    for await (const job of this.#finals.read(this.#stop.signal)) {
      if (job.cancel.signal.aborted) {
        this.#forget(job);
        this.#answered();
        continue;
      }
      const answer = this.#answer(job);
      atWork.add(answer);
      void answer.then(() => {
        atWork.delete(answer);
        this.#answered();
      });
      published = this.#publishAfter(published, job, answer);
      if (atWork.size >= MOST_AT_ONCE) await Promise.race(atWork);
    }
    await published;
  }

  /** An answer that comes early waits for those before it. */
  async #publishAfter(before: Promise<void>, job: FinalJob, answer: Promise<() => void>): Promise<void> {
    const publish = await answer;
    await before;
    if (!job.cancel.signal.aborted) publish();
    this.#forget(job);
  }

  #forget(job: FinalJob): void {
    if (this.#jobs.get(job.event.utteranceId) === job) this.#jobs.delete(job.event.utteranceId);
  }

  #answered(): void {
    this.#unanswered -= 1;
    this.#drafts.resume();
  }

  /** Finals without their answer, but for the oldest one. */
  get #waitingFinals(): number {
    return Math.max(0, this.#unanswered - 1);
  }

  /** Tells which of these languages cannot be translated. */
  checkPairs(sourceLanguages: readonly string[]): void {
    for (const source of sourceLanguages) {
      if (!sameWrittenLanguage(source, this.#target.language)) this.#reasonAgainst(source);
    }
  }

  addPartial(event: TranscriptPartial): void {
    if (this.#stop.signal.aborted || this.#context.readingMode || this.#context.paused()) return;
    if (!this.#target.translator.capabilities.partials) return;
    if (sameWrittenLanguage(event.language, this.#target.language)) return;
    if (this.#reasonAgainst(event.language) === undefined) this.#drafts.update(event);
  }

  addFinal(event: TranscriptFinal): void {
    if (this.#stop.signal.aborted) return;
    const job = { event, shownText: this.#drafts.end(event.utteranceId), cancel: new AbortController() };
    this.#jobs.set(event.utteranceId, job);
    this.#unanswered += 1;
    this.#finals.push(job);
  }

  /** Forgets the utterance: nothing more is said about it. */
  discard(utteranceId: UtteranceId): void {
    this.#drafts.end(utteranceId);
    this.#jobs.get(utteranceId)?.cancel.abort();
  }

  /** No more events come: `run` ends once the finals are answered. */
  close(): void {
    this.#drafts.endAll();
    this.#finals.close();
  }

  /** Drops everything that waits or runs. */
  abandon(): void {
    this.#stop.abort();
    this.#drafts.endAll();
    for (const { cancel } of this.#jobs.values()) cancel.abort();
  }

  /** Gives back what publishes the answer. Never rejects. */
  async #answer(job: FinalJob): Promise<() => void> {
    const { event } = job;
    if (sameWrittenLanguage(event.language, this.#target.language) || event.text.trim() === '') {
      return () => this.#finish(event, { text: event.text, untranslated: false });
    }
    if (this.#context.paused() || this.#reasonAgainst(event.language) !== undefined) {
      return () => this.#finish(event, { text: event.text, untranslated: true });
    }
    const result = await this.#translate(job);
    const { workStartAtMs, workEndAtMs } = result;
    switch (result.outcome) {
      case 'superseded':
        return () => undefined;
      case 'translated':
        return () => {
          this.#pairs = [...this.#pairs, { source: event.text, target: result.text }].slice(-CONTEXT_PAIRS);
          this.#finish(event, { text: result.text, untranslated: false }, { workStartAtMs, workEndAtMs });
        };
      case 'no-answer':
      case 'failed':
        return () => {
          this.#explain(result);
          this.#finish(event, { text: event.text, untranslated: true }, { workStartAtMs, workEndAtMs });
        };
    }
  }

  #translate({ event, shownText, cancel }: FinalJob): Promise<RequestResult> {
    const { capabilities } = this.#target.translator;
    const { language } = this.#target;
    let shownLength = shownText.length;
    const request: TranslationRequest = {
      utteranceId: event.utteranceId,
      text: event.text,
      sourceLanguage: event.language,
      targetLanguage: language,
      final: true,
      previousText: shownText,
      context: this.#pairs,
    };
    const onText = (text: string): void => {
      // Text that is still shorter than what the viewer reads would look like words being taken away.
      if (!capabilities.streams || text.length <= shownLength) return;
      shownLength = text.length;
      const emittedAtMs = this.#context.clock.nowMs();
      this.#context.emit(translationPartial(event, { language, text }, { emittedAtMs }));
    };
    return runRequest(request, this.#target, this.#context, {
      signal: cancel.signal,
      onText,
      waitingFinals: () => this.#waitingFinals,
    });
  }

  #finish(
    event: TranscriptFinal,
    { text, untranslated }: { text: string; untranslated: boolean },
    stamps: Omit<WorkStamps, 'emittedAtMs'> = {},
  ): void {
    const { language } = this.#target;
    const emittedAtMs = this.#context.clock.nowMs();
    this.#context.emit(translationFinal(event, { language, text, untranslated }, { ...stamps, emittedAtMs }));
  }

  /** Why the pair does not work; `undefined` where it does. Asks the translator, and tells of it, once for each pair. */
  #reasonAgainst(sourceLanguage: string): string | undefined {
    const { language, translator } = this.#target;
    const reason = translator.unsupported(sourceLanguage, language);
    if (reason !== undefined && !this.#toldUnsupported.has(sourceLanguage)) {
      this.#toldUnsupported.add(sourceLanguage);
      const message = `Captions in ${sourceLanguage} are shown without a translation into ${language}: ${reason}`;
      const subject = `${sourceLanguage} ${language}`;
      const fault = { level: 'warning', code: 'translator-unsupported', message } as const;
      this.#context.notices.post(subject, notice('translation', fault));
    }
    return reason;
  }

  #explain({ error }: RequestResult): void {
    const { notices } = this.#context;
    const { language, translator } = this.#target;
    if (error) {
      // Once for all languages: they have one cause.
      const before = 'Captions are shown without translation: ';
      notices.post('', noticeOf(error, { level: 'error', stage: 'translation', before }));
      return;
    }
    const message = `A caption is shown without its translation into ${language}: "${translator.name}" gave no translation of it.`;
    notices.post(language, notice('translation', { level: 'warning', code: 'translation-empty', message }));
  }
}
