import type {
  DiscardReason,
  TranscriptFinal,
  TranscriptPartial,
  TranslationFinal,
  TranslationPartial,
  UtteranceDiscard,
  UtteranceId,
} from '../../src/protocol/caption-event.ts';
import { PROTOCOL_VERSION, type Snapshot } from '../../src/protocol/socket-contract.ts';

/** Hand-made caption events. Browser-safe: tests of the pages use them too. */
function base(id: string, revision: number) {
  return {
    utteranceId: utteranceId(id),
    sourceId: 'mic',
    revision,
    startMs: 0,
    endMs: 1000,
    timing: { emittedAtMs: 0 },
  };
}

export function utteranceId(name: string): UtteranceId {
  return name as UtteranceId;
}

export function partial(id: string, revision: number, stableText: string, unstableText = ''): TranscriptPartial {
  return { type: 'transcript-partial', ...base(id, revision), language: 'en', stableText, unstableText };
}

export function final(id: string, revision: number, text: string, language = 'en'): TranscriptFinal {
  return { type: 'transcript-final', ...base(id, revision), language, text };
}

export function translationPartial(id: string, revision: number, language: string, text: string): TranslationPartial {
  return { type: 'translation-partial', ...base(id, revision), language, text };
}

export function translation(id: string, revision: number, language: string, text: string): TranslationFinal {
  return { type: 'translation-final', ...base(id, revision), language, text, untranslated: false };
}

export function discard(id: string, revision: number, reason: DiscardReason = 'no-speech'): UtteranceDiscard {
  return { type: 'utterance-discard', ...base(id, revision), reason };
}

/** The state of an engine that has just started. */
export function emptySnapshot(targetLanguages: readonly string[] = ['fr', 'de']): Snapshot {
  return {
    protocol: PROTOCOL_VERSION,
    cues: [],
    status: { stages: [], behindMs: 0, latency: {}, counters: {}, translators: [], notices: [] },
    targetLanguages,
  };
}
