declare const brand: unique symbol;

/** Names one utterance of one source for the whole run of the engine. */
export type UtteranceId = string & { readonly [brand]: 'UtteranceId' };

/**
 * When things happened, in milliseconds of the engine's monotonic clock.
 * Only differences mean anything; a stamp is absent where the step did not take place.
 */
export interface EventTiming {
  /** The last sample of speech was captured. Absent while the speaker is still talking. */
  readonly speechEndAtMs?: number;
  /** The newest audio that the text covers was captured. */
  readonly audioEndAtMs?: number;
  /** The decode (or the translation request) that gave this text began. */
  readonly workStartAtMs?: number;
  /** The decode (or the translation request) that gave this text ended. */
  readonly workEndAtMs?: number;
  /** The engine published the event. */
  readonly emittedAtMs: number;
}

interface OfUtterance {
  readonly utteranceId: UtteranceId;
  readonly sourceId: string;
  readonly speaker?: string;
  /** Grows within one utterance. A translation carries the revision of the transcript that it translates. */
  readonly revision: number;
  /** Media time of the beginning of the utterance, in milliseconds since the start of its source. */
  readonly startMs: number;
  /** Media time up to which the source was heard, in milliseconds since the start of its source. */
  readonly endMs: number;
  readonly timing: EventTiming;
}

/**
 * What the recogniser believes now. The whole text is `stableText + unstableText`: the unstable part brings its own leading
 * space or punctuation. `stableText` is append-only within an utterance, `unstableText` may change.
 */
export interface TranscriptPartial extends OfUtterance {
  readonly type: 'transcript-partial';
  /** BCP-47 tag of the spoken language. */
  readonly language: string;
  readonly stableText: string;
  readonly unstableText: string;
}

/** When a word was spoken: how long it is, but not which one, since the text may have been put right or masked. */
export interface SpokenWord {
  /** Characters without white space, of the text as it was heard. */
  readonly length: number;
  /** Media time, in milliseconds since the start of the source. */
  readonly startMs: number;
  readonly endMs: number;
}

/** The text of the whole utterance. It does not change any more. */
export interface TranscriptFinal extends OfUtterance {
  readonly type: 'transcript-final';
  /** BCP-47 tag of the spoken language. */
  readonly language: string;
  readonly text: string;
  /** Its words in order, where a whole recording is transcribed and the recogniser tells their times. */
  readonly words?: readonly SpokenWord[];
}

/** A translation of the stable text so far. A later one may replace it. */
export interface TranslationPartial extends OfUtterance {
  readonly type: 'translation-partial';
  /** BCP-47 tag of the target language. */
  readonly language: string;
  readonly text: string;
}

/** The translation of a final transcript into one target language. */
export interface TranslationFinal extends OfUtterance {
  readonly type: 'translation-final';
  /** BCP-47 tag of the target language. */
  readonly language: string;
  readonly text: string;
  /** True where no translator could translate the text: `text` is then the source text. */
  readonly untranslated: boolean;
}

/** Why an utterance ends without a final transcript. */
export type DiscardReason =
  | 'too-short'
  | 'too-quiet'
  | 'no-speech'
  | 'no-text'
  | 'runaway-decode'
  | 'repetition'
  | 'impossible-speed'
  | 'known-phrase'
  | 'wrong-script'
  | 'merged'
  | 'failed';

/** The utterance has no caption: whatever partial text was shown of it goes away. */
export interface UtteranceDiscard extends OfUtterance {
  readonly type: 'utterance-discard';
  readonly reason: DiscardReason;
}

/** Everything that can happen to a caption, in the order in which the engine publishes it. */
export type CaptionEvent =
  TranscriptPartial | TranscriptFinal | TranslationPartial | TranslationFinal | UtteranceDiscard;

/** True for events that end something and so must never be lost on the way. */
export function isFinalEvent(event: CaptionEvent): boolean {
  switch (event.type) {
    case 'transcript-final':
    case 'translation-final':
    case 'utterance-discard':
      return true;
    case 'transcript-partial':
    case 'translation-partial':
      return false;
  }
}
