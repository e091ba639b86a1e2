import type { CaptionEvent, UtteranceId } from '../../protocol/caption-event.ts';

/**
 * What one source has said and nobody was told yet: events on their way through the stages, and finals whose translations
 * are awaited. The stages pass each event on once, and add one final translation for each final and target language.
 */
export class UntoldCaptions {
  readonly #targetCount: number;
  readonly #translations = new Map<UtteranceId, number>();
  #onTheWay = 0;

  constructor(targetCount: number) {
    this.#targetCount = targetCount;
  }

  get isEmpty(): boolean {
    return this.#onTheWay === 0 && this.#translations.size === 0;
  }

  /** An event goes into the stages. */
  sent(event: CaptionEvent): void {
    this.#onTheWay += 1;
    if (event.type === 'transcript-final' && this.#targetCount > 0) {
      this.#translations.set(event.utteranceId, this.#targetCount);
    }
  }

  /** An event has come out of the stages. True where all was told of its utterance. */
  told(event: CaptionEvent): boolean {
    const { type, utteranceId } = event;
    switch (type) {
      case 'translation-partial':
        return false;
      case 'transcript-partial':
        this.#onTheWay -= 1;
        return false;
      case 'transcript-final':
        this.#onTheWay -= 1;
        return !this.#translations.has(utteranceId);
      case 'utterance-discard':
        this.#onTheWay -= 1;
        this.#translations.delete(utteranceId);
        return true;
      case 'translation-final': {
        const left = (this.#translations.get(utteranceId) ?? 1) - 1;
        if (left > 0) this.#translations.set(utteranceId, left);
        else this.#translations.delete(utteranceId);
        return left === 0;
      }
    }
  }
}
