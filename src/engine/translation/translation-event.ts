import type {
  EventTiming,
  TranscriptFinal,
  TranscriptPartial,
  TranslationFinal,
  TranslationPartial,
} from '../../protocol/caption-event.ts';

/** A transcript that is translated. */
type TranscriptEvent = TranscriptPartial | TranscriptFinal;

/** When the translation request was at work, in milliseconds of the engine's monotonic clock. */
export interface WorkStamps {
  readonly workStartAtMs?: number;
  readonly workEndAtMs?: number;
  readonly emittedAtMs: number;
}

/** A translation of what was said so far. `language` is the BCP-47 tag of `text`. */
export function translationPartial(
  of: TranscriptEvent,
  { language, text }: { readonly language: string; readonly text: string },
  stamps: WorkStamps,
): TranslationPartial {
  return { type: 'translation-partial', ...utteranceOf(of), language, text, timing: timingOf(of, stamps) };
}

/** The translation of a whole utterance. `language` is the BCP-47 tag of the target, also where it is untranslated. */
export function translationFinal(
  of: TranscriptFinal,
  { language, text, untranslated }: Pick<TranslationFinal, 'language' | 'text' | 'untranslated'>,
  stamps: WorkStamps,
): TranslationFinal {
  return { type: 'translation-final', ...utteranceOf(of), language, text, untranslated, timing: timingOf(of, stamps) };
}

function utteranceOf({ utteranceId, sourceId, speaker, revision, startMs, endMs }: TranscriptEvent) {
  return { utteranceId, sourceId, ...(speaker === undefined ? {} : { speaker }), revision, startMs, endMs };
}

function timingOf({ timing: { speechEndAtMs, audioEndAtMs } }: TranscriptEvent, stamps: WorkStamps): EventTiming {
  return {
    ...(speechEndAtMs === undefined ? {} : { speechEndAtMs }),
    ...(audioEndAtMs === undefined ? {} : { audioEndAtMs }),
    ...stamps,
  };
}
