import type { CaptionEvent, UtteranceId } from '../../../protocol/caption-event.ts';
import type { Stage } from '../../pipeline/stage.ts';
import { OpenTranscripts } from '../rewriting/open-transcripts.ts';
import type { Mask } from './word-mask.ts';

/** Translations come after the final transcript of their utterance, but never so many utterances later. */
const MOST_REMEMBERED = 1000;

/**
 * Masks words in transcripts and translations, after translation. Every event comes out once, in order; `remove` may leave
 * a text empty.
 * @param mask asked for each event, so that it may mask other words later.
 */
export function maskStage(mask: Mask): Stage<CaptionEvent, CaptionEvent> {
  return async function* (input) {
    const masking = new CaptionMasking(mask);
    for await (const event of input) yield masking.masked(event);
  };
}

class CaptionMasking {
  readonly #mask: Mask;
  readonly #transcripts = new OpenTranscripts();
  readonly #spokenLanguages = new Map<UtteranceId, string>();

  constructor(mask: Mask) {
    this.#mask = mask;
  }

  masked(event: CaptionEvent): CaptionEvent {
    switch (event.type) {
      case 'transcript-partial':
        return this.#transcripts.partial(event, this.#mask.rewriter(event.language));
      case 'transcript-final':
        this.#remember(event.utteranceId, event.language);
        return this.#transcripts.final(event, this.#mask.rewriter(event.language));
      case 'translation-partial':
        return { ...event, text: this.#rewritten(event.text, event.language) };
      case 'translation-final':
        return { ...event, text: this.#rewritten(event.text, this.#languageOf(event)) };
      case 'utterance-discard':
        this.#transcripts.forget(event.utteranceId);
        return event;
    }
  }

  #rewritten(text: string, language: string): string {
    return this.#mask.rewriter(language).rewrite(text).text;
  }

  /** A text that nobody could translate is in the spoken language still. */
  #languageOf(event: Extract<CaptionEvent, { type: 'translation-final' }>): string {
    const spoken = event.untranslated ? this.#spokenLanguages.get(event.utteranceId) : undefined;
    return spoken ?? event.language;
  }

  #remember(utteranceId: UtteranceId, language: string): void {
    this.#spokenLanguages.set(utteranceId, language);
    const [oldest] = this.#spokenLanguages.keys();
    if (this.#spokenLanguages.size > MOST_REMEMBERED && oldest !== undefined) this.#spokenLanguages.delete(oldest);
  }
}
