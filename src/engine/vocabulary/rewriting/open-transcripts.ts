import type { TranscriptFinal, TranscriptPartial, UtteranceId } from '../../../protocol/caption-event.ts';
import { GrowingText } from './growing-text.ts';
import type { TextRewriter } from './text-rewriter.ts';

/** Rewrites the transcripts of utterances, each from its first partial to its end. */
export class OpenTranscripts {
  readonly #open = new Map<UtteranceId, GrowingText>();

  partial(event: TranscriptPartial, rewriter: TextRewriter): TranscriptPartial {
    const text = this.#open.get(event.utteranceId) ?? new GrowingText();
    this.#open.set(event.utteranceId, text);
    return { ...event, ...text.update(rewriter, event.stableText, event.unstableText) };
  }

  final(event: TranscriptFinal, rewriter: TextRewriter): TranscriptFinal {
    const text = this.#open.get(event.utteranceId) ?? new GrowingText();
    this.#open.delete(event.utteranceId);
    return { ...event, text: text.finish(rewriter, event.text) };
  }

  /** The utterance was discarded. */
  forget(utteranceId: UtteranceId): void {
    this.#open.delete(utteranceId);
  }
}
