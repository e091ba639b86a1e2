import type { CaptionEvent } from '../../../protocol/caption-event.ts';
import { applyCaptionEvent, type Cue, type CueTranslation } from '../../../protocol/cue.ts';
import type { StreamCaption, StreamDiscard, StreamTranslation } from '../../../protocol/stream-contract.ts';

/** Translations of older captions than this are not waited for. */
const MOST_CUES = 50;

/** Turns the events of one source into messages that each tell the whole state of an utterance. */
export class CaptionMessages {
  #cues: readonly Cue[] = [];

  /** The message about an event, or nothing where the client learns nothing new by it. */
  next(event: CaptionEvent): StreamCaption | StreamDiscard | undefined {
    const before = this.#cues;
    this.#cues = applyCaptionEvent(before, event).slice(-MOST_CUES);
    const { utteranceId } = event;
    const old = before.find((cue) => cue.utteranceId === utteranceId);
    const cue = this.#cues.find((candidate) => candidate.utteranceId === utteranceId);
    if (event.type === 'utterance-discard') return old && { type: 'discard', utteranceId, reason: event.reason };
    return cue && cue !== old ? captionOf(cue) : undefined;
  }
}

function captionOf(cue: Cue): StreamCaption {
  return {
    type: 'caption',
    utteranceId: cue.utteranceId,
    text: cue.stableText + cue.unstableText,
    stable: cue.stableText,
    start: toSeconds(cue.startMs),
    end: toSeconds(cue.endMs),
    final: cue.final,
    language: cue.language,
    translation: Object.fromEntries(
      Object.entries(cue.translations).map(([language, translation]) => [language, translationOf(translation)]),
    ),
  };
}

function translationOf({ text, final, untranslated }: CueTranslation): StreamTranslation {
  return { text, final, ...(untranslated ? { untranslated } : {}) };
}

/** In seconds, to the millisecond. */
function toSeconds(ms: number): number {
  return Math.round(ms) / 1000;
}
