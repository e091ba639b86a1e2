import type { CaptionEvent, TranslationFinal, TranslationPartial, UtteranceId } from './caption-event.ts';

/** The newest translation of a cue into one language. */
export interface CueTranslation {
  readonly text: string;
  readonly final: boolean;
  readonly untranslated: boolean;
  /** Revision of the transcript that this text translates. */
  readonly revision: number;
}

/** One utterance as it is shown: its transcript and its translations, each at its newest state. */
export interface Cue {
  readonly utteranceId: UtteranceId;
  readonly sourceId: string;
  readonly speaker?: string;
  /** Media times in milliseconds since the start of the source. */
  readonly startMs: number;
  readonly endMs: number;
  /** BCP-47 tag of the spoken language. */
  readonly language: string;
  readonly revision: number;
  readonly stableText: string;
  /** Empty once the cue is final. */
  readonly unstableText: string;
  readonly final: boolean;
  /** By BCP-47 tag of the target language. */
  readonly translations: Readonly<Record<string, CueTranslation>>;
}

/**
 * True where `event` says nothing new about `cue`: it is of an older revision, or the part of the cue that it speaks of
 * is final already. A discard is never stale: it takes the cue away.
 */
export function isStale(cue: Cue, event: CaptionEvent): boolean {
  switch (event.type) {
    case 'transcript-partial':
    case 'transcript-final':
      return cue.final || event.revision <= cue.revision;
    case 'translation-partial':
    case 'translation-final':
      return isStaleTranslation(cue.translations[event.language], event);
    case 'utterance-discard':
      return false;
  }
}

function isStaleTranslation(known: CueTranslation | undefined, event: TranslationPartial | TranslationFinal): boolean {
  if (!known) return false;
  return known.final || event.revision < known.revision;
}

/**
 * The cues after `event`, oldest first. Gives back the same array where nothing changed. A translation of an utterance
 * that is not known is dropped: its cue was discarded, or is too old to be shown.
 */
export function applyCaptionEvent(cues: readonly Cue[], event: CaptionEvent): readonly Cue[] {
  const known = cues.find((cue) => cue.utteranceId === event.utteranceId);
  if (known && isStale(known, event)) return cues;
  if (event.type === 'utterance-discard') return known ? cues.filter((cue) => cue !== known) : cues;
  const next = nextCue(known, event);
  if (!next) return cues;
  return known ? cues.map((cue) => (cue === known ? next : cue)) : [...cues, next];
}

function nextCue(known: Cue | undefined, event: Exclude<CaptionEvent, { type: 'utterance-discard' }>): Cue | undefined {
  switch (event.type) {
    case 'transcript-partial':
      return { ...cueBase(known, event), stableText: event.stableText, unstableText: event.unstableText, final: false };
    case 'transcript-final':
      return { ...cueBase(known, event), stableText: event.text, unstableText: '', final: true };
    case 'translation-partial':
    case 'translation-final': {
      if (!known) return undefined;
      const translation: CueTranslation = {
        text: event.text,
        final: event.type === 'translation-final',
        untranslated: event.type === 'translation-final' && event.untranslated,
        revision: event.revision,
      };
      return { ...known, translations: { ...known.translations, [event.language]: translation } };
    }
  }
}

function cueBase(known: Cue | undefined, event: Extract<CaptionEvent, { type: `transcript-${string}` }>) {
  return {
    utteranceId: event.utteranceId,
    sourceId: event.sourceId,
    ...(event.speaker === undefined ? {} : { speaker: event.speaker }),
    startMs: event.startMs,
    endMs: event.endMs,
    language: event.language,
    revision: event.revision,
    translations: known?.translations ?? {},
  };
}
