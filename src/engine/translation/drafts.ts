import type { TranscriptPartial, UtteranceId } from '../../protocol/caption-event.ts';
import { SentenceDraft, type FinalsView } from './sentence-draft.ts';
import type { TargetContext, TranslationTarget } from './target-context.ts';

/** The drafts of all sentences that are being spoken, into one language. Several speakers may talk at once. */
export class Drafts {
  readonly #target: TranslationTarget;
  readonly #context: TargetContext;
  readonly #finals: FinalsView;
  readonly #open = new Map<UtteranceId, SentenceDraft>();

  constructor(target: TranslationTarget, context: TargetContext, finals: FinalsView) {
    this.#target = target;
    this.#context = context;
    this.#finals = finals;
  }

  /** Takes note of the newest partial of a sentence. */
  update(event: TranscriptPartial): void {
    const draft =
      this.#open.get(event.utteranceId) ?? new SentenceDraft(event, this.#target, this.#context, this.#finals);
    this.#open.set(event.utteranceId, draft);
    draft.update(event);
  }

  /** Fewer finals wait: what had to wait for them may go on. */
  resume(): void {
    for (const draft of this.#open.values()) draft.consider();
  }

  /** Ends all work on the sentence. Returns the translation that the viewer saw last. */
  end(utteranceId: UtteranceId): string {
    const draft = this.#open.get(utteranceId);
    this.#open.delete(utteranceId);
    return draft?.end() ?? '';
  }

  endAll(): void {
    for (const utteranceId of this.#open.keys()) this.end(utteranceId);
  }
}
