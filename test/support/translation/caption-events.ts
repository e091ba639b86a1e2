import type {
  TranscriptFinal,
  TranscriptPartial,
  UtteranceDiscard,
  UtteranceId,
} from '../../../src/protocol/caption-event.ts';

export function utteranceId(name: string): UtteranceId {
  return name as UtteranceId;
}

const TIMES = { sourceId: 'microphone', startMs: 1000, endMs: 2000, timing: { audioEndAtMs: 7, emittedAtMs: 9 } };

export function partial(name: string, revision: number, stableText: string, language = 'en'): TranscriptPartial {
  return {
    type: 'transcript-partial',
    utteranceId: utteranceId(name),
    revision,
    language,
    stableText,
    unstableText: ' and',
    ...TIMES,
  };
}

export function final(name: string, revision: number, text: string, language = 'en'): TranscriptFinal {
  return { type: 'transcript-final', utteranceId: utteranceId(name), revision, language, text, ...TIMES };
}

export function discard(name: string, revision: number): UtteranceDiscard {
  return { type: 'utterance-discard', utteranceId: utteranceId(name), revision, reason: 'no-speech', ...TIMES };
}
