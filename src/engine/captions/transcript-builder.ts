import type { CaptionEvent, TranscriptFinal, UtteranceId } from '../../protocol/caption-event.ts';
import type { TranscriptCue } from './transcript-format.ts';

interface Entry {
  readonly final: TranscriptFinal;
  readonly translations: Record<string, string>;
}

/** Puts finals and their translations together, and gives out each cue once it is complete, in the order of the finals. */
export class TranscriptBuilder {
  readonly #targets: readonly string[];
  readonly #entries = new Map<UtteranceId, Entry>();

  /** @param targets BCP-47 tags of the translations that each cue has. */
  constructor(targets: readonly string[]) {
    this.#targets = targets;
  }

  /** The cues that are complete with this event. */
  add(event: CaptionEvent): TranscriptCue[] {
    if (event.type === 'transcript-final') this.#entries.set(event.utteranceId, { final: event, translations: {} });
    if (event.type === 'translation-final') {
      const entry = this.#entries.get(event.utteranceId);
      if (entry) entry.translations[event.language] = event.text;
    }
    return this.#takeComplete();
  }

  #takeComplete(): TranscriptCue[] {
    const complete: TranscriptCue[] = [];
    for (const [id, { final, translations }] of this.#entries) {
      if (!this.#targets.every((target) => target in translations)) break;
      this.#entries.delete(id);
      const { startMs, endMs, speaker, language, text } = final;
      // All of its words may have been masked away.
      if (text.trim() === '') continue;
      complete.push({ startMs, endMs, ...(speaker === undefined ? {} : { speaker }), language, text, translations });
    }
    return complete;
  }
}
