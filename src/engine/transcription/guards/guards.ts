import { isUnspaced } from '../../../protocol/language.ts';
import { joinTokens, tokenize } from '../text/tokens.ts';
import type { Guard, GuardedDecode, Verdict } from './guard.ts';
import { isKnownPhrase } from './known-phrases.ts';
import { isRepetitive } from './repetition.ts';

/** Less speech than this is a click or a breath. */
const SHORTEST_SPEECH_MS = 120;

/** About -60 dBFS: below any voice that a microphone is set up for. */
const QUIETEST_LOUDNESS = 0.001;

/** An utterance is mostly pre-roll and hang-over only where it holds next to no speech. */
const SMALLEST_SPEECH_SHARE = 0.06;

/** The fastest auctioneers reach about six words a second; grapheme clusters of unspaced scripts come faster. */
const MOST_WORDS_PER_SECOND = 8;
const MOST_CLUSTERS_PER_SECOND = 16;

/** Nobody thanks for watching in less than this; a model that hears a click does. */
const SURE_SPEECH_MS = 600;

/** From cheap to dear; the first reason counts. */
const GUARDS: readonly Guard[] = [
  ({ speechMs }) => (speechMs < SHORTEST_SPEECH_MS ? 'too-short' : undefined),
  ({ loudness }) => (loudness < QUIETEST_LOUDNESS ? 'too-quiet' : undefined),
  ({ speechMs, audioMs }) => (speechMs / audioMs < SMALLEST_SPEECH_SHARE ? 'no-speech' : undefined),
  ({ hypothesis, language }) => (keysOf(hypothesis.text, language).length === 0 ? 'no-text' : undefined),
  ({ hypothesis }) => (hypothesis.endedByLength ? 'runaway-decode' : undefined),
  ({ hypothesis, language }) =>
    isRepetitive(hypothesis.text, keysOf(hypothesis.text, language)) ? 'repetition' : undefined,
  (decode) => (tooFast(decode) ? 'impossible-speed' : undefined),
  ({ hypothesis, language, speechMs }) =>
    speechMs < SURE_SPEECH_MS && isKnownPhrase(hypothesis.text, language) ? 'known-phrase' : undefined,
];

/** Runs all guards over a decode. */
export function checkDecode(decode: GuardedDecode): Verdict {
  for (const guard of GUARDS) {
    const reason = guard(decode);
    if (reason) return { accepted: false, reason };
  }
  return { accepted: true, text: decode.cut ? withoutInventedEnd(decode) : decode.hypothesis.text };
}

/** A decoder ends its text with a full stop although the window was cut in the middle of a sentence. */
function withoutInventedEnd({ hypothesis, language }: GuardedDecode): string {
  return joinTokens(tokenize(hypothesis.text, language)).replace(/[.。…]+$/u, '');
}

function tooFast({ hypothesis, language, audioMs }: GuardedDecode): boolean {
  const most = isUnspaced(language) ? MOST_CLUSTERS_PER_SECOND : MOST_WORDS_PER_SECOND;
  const seconds = Math.max(1, audioMs / 1000);
  return keysOf(hypothesis.text, language).length > most * seconds;
}

function keysOf(text: string, language: string): string[] {
  return tokenize(text, language)
    .map((token) => token.key)
    .filter((key) => key !== '');
}
