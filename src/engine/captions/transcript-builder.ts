import type {
  CaptionEvent,
  SpokenWord,
  TranscriptFinal,
  TranslationFinal,
  UtteranceId,
} from '../../protocol/caption-event.ts';
import type { TranscriptCue } from './transcript-format.ts';

/** A caption with all of its translations. */
export interface TranscriptEntry {
  readonly cue: TranscriptCue;
  /** When its words were spoken; absent where that is not known. */
  readonly words?: readonly SpokenWord[] | undefined;
}

/** What counts of the events that a transcript is made of. */
export type SaidFinal = Pick<
  TranscriptFinal,
  'type' | 'utteranceId' | 'startMs' | 'endMs' | 'speaker' | 'language' | 'text' | 'words'
>;
export type TranslatedFinal = Pick<TranslationFinal, 'type' | 'utteranceId' | 'language' | 'text'>;

interface Open {
  readonly final: SaidFinal;
  readonly translations: Record<string, string>;
}

/** Puts finals and their translations together, and gives out each caption once it is complete, in the order of the finals. */
export class TranscriptBuilder {
  readonly #targets: readonly string[];
  readonly #patienceMs: number;
  readonly #open = new Map<UtteranceId, Open>();
  #newestMs = Number.NEGATIVE_INFINITY;

  /**
   * @param targets BCP-47 tags of the translations that each caption has.
   * @param patienceMs when so much was said behind a caption, its other translations are not waited for any more.
   */
  constructor(targets: readonly string[], patienceMs = Number.POSITIVE_INFINITY) {
    this.#targets = targets;
    this.#patienceMs = patienceMs;
  }

  /** The captions that are complete with this event. */
  add(event: CaptionEvent | SaidFinal | TranslatedFinal): TranscriptEntry[] {
    if (event.type === 'transcript-final') {
      this.#open.set(event.utteranceId, { final: event, translations: {} });
      this.#newestMs = Math.max(this.#newestMs, event.endMs);
    }
    if (event.type === 'translation-final') {
      const open = this.#open.get(event.utteranceId);
      if (open) open.translations[event.language] = event.text;
    }
    return this.#takeComplete();
  }

  /** The rest, with the translations that there are. */
  end(): TranscriptEntry[] {
    const rest = this.waiting();
    this.#open.clear();
    return rest;
  }

  /** The rest, as `end` would give it; it is still waited for. */
  waiting(): TranscriptEntry[] {
    return [...this.#open.values()].map(entryOf);
  }

  #takeComplete(): TranscriptEntry[] {
    const complete: TranscriptEntry[] = [];
    for (const [id, open] of this.#open) {
      const isOverdue = this.#newestMs - open.final.endMs > this.#patienceMs;
      if (!isOverdue && !this.#targets.every((target) => target in open.translations)) break;
      this.#open.delete(id);
      complete.push(entryOf(open));
    }
    return complete;
  }
}

function entryOf({ final, translations }: Open): TranscriptEntry {
  const { startMs, endMs, speaker, language, text, words } = final;
  const who = speaker === undefined ? {} : { speaker };
  return { cue: { startMs, endMs, ...who, language, text, translations: { ...translations } }, words };
}
