import { endsSentence } from '../../../protocol/sentence-end.ts';
import type { GuardedDecode, GuardedText, TextGuard } from './guard.ts';
import { spokenTextOf } from './guarded-text.ts';
import type { TimedToken } from '../text/timed-tokens.ts';
import { countSounds, soundsPerSecond, soundsThatFit } from './sounds.ts';
import { isSureSpeech } from './voice.ts';
import { beginningOf, wholeWords } from './word-ends.ts';

/** Nobody speaks faster. Sounds in a second. */
const FASTEST_PACE = 30;

/** Where the text is impossible, so much of it is believed: the pace of a fast talker. */
const BELIEVED_PACE = 20;

/**
 * Leaves out what the sound cannot hold. Decoders write what they hear first and invent behind it, so it is the end that
 * goes: what is timed behind the sound, then words that are crammed into its last moment; without times what does not fit.
 * No word is cut in two.
 */
export const trimImpossibleSpeed: TextGuard = (text, decode) => {
  const inside = { tokens: insideOfSound(text.tokens, decode.audioMs) };
  if (!isImpossible(inside, decode.speechMs)) return inside;
  if (!isSureSpeech(decode)) return decode.hypothesis.endedByLength ? 'runaway-decode' : 'impossible-speed';
  const uncrammed = { tokens: withoutCrammed(inside.tokens) };
  return isImpossible(uncrammed, decode.speechMs) ? { tokens: believed(uncrammed.tokens, decode) } : uncrammed;
};

function isImpossible(text: GuardedText, speechMs: number): boolean {
  return soundsPerSecond(spokenTextOf(text), speechMs) > FASTEST_PACE;
}

/** The words before the first one that begins behind the sound. Where all do, the times are worth nothing. */
function insideOfSound(tokens: readonly TimedToken[], audioMs: number): readonly TimedToken[] {
  const behind = tokens.findIndex(({ startMs }) => startMs !== undefined && startMs > audioMs);
  return behind > 0 ? wholeWords(tokens, behind) : tokens;
}

/** The words before the first one from which on each has no time of its own. At least one word stays. */
function withoutCrammed(tokens: readonly TimedToken[]): readonly TimedToken[] {
  const last = tokens.findLastIndex(({ key, startMs, endMs }) => {
    if (startMs === undefined || endMs === undefined) return true;
    return countSounds(key) * 1000 <= FASTEST_PACE * (endMs - startMs);
  });
  return wholeWords(tokens, Math.max(1, last + 1));
}

/** The most words that fit at a fast pace, up to the last end of a sentence where there is one. */
function believed(tokens: readonly TimedToken[], { speechMs }: GuardedDecode): readonly TimedToken[] {
  const room = soundsThatFit(speechMs, BELIEVED_PACE);
  let sounds = 0;
  const fitting = tokens.findIndex(({ key }) => (sounds += countSounds(key)) > room);
  if (fitting === 0) return wholeWords(tokens, 1).map((token) => beginningOf(token, room));
  const kept = wholeWords(tokens, fitting);
  const sentence = kept.findLastIndex(({ surface }) => endsSentence(surface));
  return sentence < 0 ? kept : wholeWords(kept, sentence + 1);
}
