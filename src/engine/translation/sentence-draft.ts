import type { TranscriptPartial } from '../../protocol/caption-event.ts';
import { nextDraftMs } from './draft-pace.ts';
import { runRequest } from './request-runner.ts';
import { continuedText, settledText } from './settled-text.ts';
import type { TargetContext, TranslationTarget } from './target-context.ts';
import { translationPartial, type WorkStamps } from './translation-event.ts';
import type { TranslationRequest } from './translator.ts';

/** What the queue of finals lends to drafts. */
export interface FinalsView {
  /** The newest pairs of finals, oldest first. */
  context(): TranslationRequest['context'];
  /** Finals that wait for their answer, but for the oldest one. */
  waiting(): number;
}

/**
 * The draft of one sentence that is still being spoken, into one language. One request at a time: what the speaker adds
 * meanwhile waits for its answer. So however slow the translator, what it has begun is shown; and a translator that does
 * one thing after the other gets no queue of old texts.
 */
export class SentenceDraft {
  readonly #target: TranslationTarget;
  readonly #context: TargetContext;
  readonly #finals: FinalsView;
  #newest: TranscriptPartial;
  /** When the stable text has grown, in milliseconds of the engine's clock. */
  #grownAtMs: number;
  /** The text that the last request was for. */
  #drafted = '';
  /** The last whole answer. */
  #answer = '';
  /** The translation that the viewer reads. */
  #shownText = '';
  #ended = false;
  /** Present while a request runs. */
  #running: AbortController | undefined;
  /** Present while the moment of the next request is waited for. */
  #waiting: AbortController | undefined;

  constructor(first: TranscriptPartial, target: TranslationTarget, context: TargetContext, finals: FinalsView) {
    this.#target = target;
    this.#context = context;
    this.#finals = finals;
    this.#newest = first;
    this.#grownAtMs = context.clock.nowMs();
  }

  update(event: TranscriptPartial): void {
    if (event.stableText.trimEnd() !== this.#text) this.#grownAtMs = this.#context.clock.nowMs();
    this.#newest = event;
    this.consider();
  }

  /** Asks for a draft if it is time, or once it is. Called whenever something has changed that decides about that. */
  consider(): void {
    this.#waiting?.abort();
    if (this.#running || this.#ended) return;
    // Drafts are the first thing to go when finals queue up or nobody reads.
    if (this.#finals.waiting() > 0 || this.#context.paused()) return;
    const restedMs = this.#context.clock.nowMs() - this.#grownAtMs;
    const dueMs = nextDraftMs({ text: this.#text, drafted: this.#drafted, restedMs });
    if (dueMs === undefined) return;
    const request = this.#request();
    const waitMs = Math.max(dueMs, this.#target.translator.draftWaitMs?.(request) ?? 0);
    if (waitMs === 0) void this.#ask(request, this.#newest);
    else if (Number.isFinite(waitMs)) void this.#considerIn(waitMs);
  }

  /** Ends all work on it. Returns the translation that the viewer saw last. */
  end(): string {
    this.#ended = true;
    this.#waiting?.abort();
    this.#running?.abort();
    return this.#shownText;
  }

  get #text(): string {
    return this.#newest.stableText.trimEnd();
  }

  #request(): TranslationRequest {
    return {
      utteranceId: this.#newest.utteranceId,
      text: this.#text,
      sourceLanguage: this.#newest.language,
      targetLanguage: this.#target.language,
      final: false,
      previousText: this.#shownText,
      context: this.#finals.context(),
    };
  }

  async #considerIn(waitMs: number): Promise<void> {
    const waiting = new AbortController();
    this.#waiting = waiting;
    await this.#context.clock.sleep(waitMs, waiting.signal);
    if (!waiting.signal.aborted) this.consider();
  }

  async #ask(request: TranslationRequest, event: TranscriptPartial): Promise<void> {
    const running = new AbortController();
    this.#running = running;
    this.#drafted = request.text;
    const before = this.#answer;
    const { language, translator } = this.#target;
    const settled = (translation: string): string =>
      settledText({ source: request.text, translation, before, language });
    const result = await runRequest(request, this.#target, this.#context, {
      signal: running.signal,
      onText: (soFar) => {
        if (translator.capabilities.streams) this.#show(event, settled(soFar));
      },
      waitingFinals: () => this.#finals.waiting(),
    });
    this.#running = undefined;
    if (this.#ended) return;
    if (result.outcome === 'translated') {
      const { workStartAtMs, workEndAtMs } = result;
      this.#answer = result.text;
      this.#show(event, settled(result.text), { workStartAtMs, workEndAtMs });
    }
    this.consider();
  }

  #show(event: TranscriptPartial, settled: string, stamps: Omit<WorkStamps, 'emittedAtMs'> = {}): void {
    const { language } = this.#target;
    const text = continuedText(this.#shownText, settled, language);
    if (text === this.#shownText) return;
    this.#shownText = text;
    const emittedAtMs = this.#context.clock.nowMs();
    this.#context.emit(translationPartial(event, { language, text }, { ...stamps, emittedAtMs }));
  }
}
