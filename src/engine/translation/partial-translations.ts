import type { TranscriptPartial, UtteranceId } from '../../protocol/caption-event.ts';
import { nextClauses } from './clause-splitter.ts';
import { runRequest } from './request-runner.ts';
import { settledText } from './settled-text.ts';
import type { TargetContext, TranslationTarget } from './target-context.ts';
import { translationPartial } from './translation-event.ts';
import type { TranslationRequest } from './translator.ts';

/** With the final that makes three requests for each utterance and language. */
const MOST_PARTIAL_REQUESTS = 2;

/** One open utterance. */
interface OpenUtterance {
  newest: TranscriptPartial;
  requests: number;
  requestedLength: number;
  /** The translation that the viewer sees. */
  shownText: string;
  /** Present while a clause waits for more text. */
  waiting?: AbortController | undefined;
  /** Present while a request runs. */
  running?: AbortController | undefined;
}

/** What the queue of finals lends to the translation of partials. */
interface FinalsView {
  context(): TranslationRequest['context'];
  waiting(): number;
}

/** Translates the stable beginning of utterances that are still being spoken, into one language. */
export class PartialTranslations {
  readonly #target: TranslationTarget;
  readonly #context: TargetContext;
  readonly #finals: FinalsView;
  readonly #open = new Map<UtteranceId, OpenUtterance>();

  constructor(target: TranslationTarget, context: TargetContext, finals: FinalsView) {
    this.#target = target;
    this.#context = context;
    this.#finals = finals;
  }

  /** Takes note of the newest partial and requests its translation once that is worth it. */
  update(event: TranscriptPartial): void {
    const utterance = this.#open.get(event.utteranceId) ?? {
      newest: event,
      requests: 0,
      requestedLength: 0,
      shownText: '',
    };
    utterance.newest = event;
    this.#open.set(event.utteranceId, utterance);
    if (!utterance.waiting && textToRequest(utterance) !== undefined) void this.#requestSoon(utterance);
  }

  /** Ends all work on the utterance. Returns the translation that the viewer saw last. */
  end(utteranceId: UtteranceId): string {
    const utterance = this.#open.get(utteranceId);
    this.#open.delete(utteranceId);
    utterance?.waiting?.abort();
    utterance?.running?.abort();
    return utterance?.shownText ?? '';
  }

  endAll(): void {
    for (const utteranceId of this.#open.keys()) this.end(utteranceId);
  }

  async #requestSoon(utterance: OpenUtterance): Promise<void> {
    const waiting = new AbortController();
    utterance.waiting = waiting;
    await this.#context.clock.sleep(this.#context.partialDelayMs, waiting.signal);
    utterance.waiting = undefined;
    if (waiting.signal.aborted) return;
    // Partials are the first thing to go when finals queue up; the next partial of the utterance tries again.
    if (this.#finals.waiting() > 0) return;
    const text = textToRequest(utterance);
    if (text !== undefined) await this.#request(utterance, text);
  }

  async #request(utterance: OpenUtterance, text: string): Promise<void> {
    const event = utterance.newest;
    utterance.requests += 1;
    utterance.requestedLength = text.length;
    utterance.running?.abort();
    const running = new AbortController();
    utterance.running = running;
    const { language } = this.#target;
    const { streams } = this.#target.translator.capabilities;
    const settled = (translation: string): string => settledText({ source: text, translation, language });
    const result = await runRequest(
      {
        utteranceId: event.utteranceId,
        text,
        sourceLanguage: event.language,
        targetLanguage: language,
        final: false,
        previousText: utterance.shownText,
        context: this.#finals.context(),
      },
      this.#target,
      this.#context,
      {
        signal: running.signal,
        onText: (soFar) => {
          const growing = settled(soFar);
          // Text in the making never takes back what the viewer reads; the whole answer may put it right.
          if (streams && growing.startsWith(utterance.shownText)) this.#show(utterance, event, { text: growing });
        },
        waitingFinals: () => this.#finals.waiting(),
      },
    );
    if (utterance.running === running) utterance.running = undefined;
    if (result.outcome !== 'translated' || running.signal.aborted) return;
    const { workStartAtMs, workEndAtMs } = result;
    this.#show(utterance, event, { text: settled(result.text), stamps: { workStartAtMs, workEndAtMs } });
  }

  #show(
    utterance: OpenUtterance,
    event: TranscriptPartial,
    { text, stamps = {} }: { text: string; stamps?: { workStartAtMs?: number; workEndAtMs?: number } },
  ): void {
    // Nothing new; or less, because the clause goes on and its end is held back again.
    if (utterance.shownText.startsWith(text)) return;
    utterance.shownText = text;
    const emittedAtMs = this.#context.clock.nowMs();
    this.#context.emit(
      translationPartial(event, { language: this.#target.language, text }, { ...stamps, emittedAtMs }),
    );
  }
}

function textToRequest({ newest, requests, requestedLength }: OpenUtterance): string | undefined {
  if (requests >= MOST_PARTIAL_REQUESTS) return undefined;
  return nextClauses(newest.stableText, requestedLength, newest.language);
}
