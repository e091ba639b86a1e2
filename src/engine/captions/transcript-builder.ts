import type { CaptionEvent, SpokenWord, TranscriptFinal, UtteranceId } from '../../protocol/caption-event.ts';
import type { TranscriptCue } from './transcript-format.ts';

/** A caption with all of its translations. */
export interface TranscriptEntry {
  readonly cue: TranscriptCue;
  /** When its words were spoken; absent where that is not known. */
  readonly words?: readonly SpokenWord[] | undefined;
}

interface Open {
  readonly final: TranscriptFinal;
  readonly translations: Record<string, string>;
}

/** Puts finals and their translations together, and gives out each caption once it is complete, in the order of the finals. */
export class TranscriptBuilder {
  readonly #targets: readonly string[];
  readonly #open = new Map<UtteranceId, Open>();

  /** @param targets BCP-47 tags of the translations that each caption has. */
  constructor(targets: readonly string[]) {
    this.#targets = targets;
  }

  /** The captions that are complete with this event. */
  add(event: CaptionEvent): TranscriptEntry[] {
    if (event.type === 'transcript-final') this.#open.set(event.utteranceId, { final: event, translations: {} });
    if (event.type === 'translation-final') {
      const open = this.#open.get(event.utteranceId);
      if (open) open.translations[event.language] = event.text;
    }
    return this.#takeComplete();
  }

  #takeComplete(): TranscriptEntry[] {
    const complete: TranscriptEntry[] = [];
    for (const [id, { final, translations }] of this.#open) {
      if (!this.#targets.every((target) => target in translations)) break;
      this.#open.delete(id);
      const { startMs, endMs, speaker, language, text, words } = final;
      const cue = { startMs, endMs, ...(speaker === undefined ? {} : { speaker }), language, text, translations };
      complete.push({ cue, words });
    }
    return complete;
  }
}
