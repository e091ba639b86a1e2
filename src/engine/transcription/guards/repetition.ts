import { isUnspaced } from '../../../protocol/language/writing.ts';
import type { TimedToken } from '../text/timed-tokens.ts';
import type { GuardedDecode, GuardedText, TextGuard } from './guard.ts';
import { keysOf, spokenTextOf } from './guarded-text.ts';
import { longestLoops, type Loop } from './loops.ts';
import { countSounds, perSecond, soundsPerSecond } from './sounds.ts';
import { isSureSpeech } from './voice.ts';

/** People say a word again and again, and do it fast: "no no no no", "go go go". Only what no mouth can do is a loop. */
const FASTEST_WORD_PACE = 25;

/** A whole phrase they say again at their usual pace, and decoders loop in phrases. Sounds in a second. */
const FASTEST_PHRASE_PACE = 15;

/** Whoever talks fast all the time may repeat a few words: only repeats of this share of the text prove a loop. */
const SMALLEST_SHARE = 0.25;

/** Nobody says so many phrases again and again in one utterance, and a decoder is caught in one or two. */
const MOST_LOOPS = 40;

/** A phrase has so many words, or signs where words have no spaces between them. */
const PHRASE_WORDS = 3;
const PHRASE_SIGNS = 5;

/**
 * Cuts loops of the decoder at their first repeat: repeats that the sound cannot hold. Repeats that were said have the time
 * that it takes to say them.
 */
export const cutRepetition: TextGuard = (text, decode) => {
  let left = text;
  for (let cuts = 0; cuts <= MOST_LOOPS; cuts += 1) {
    const { tokens } = left;
    const sounds = countSounds(spokenTextOf(left));
    const loop = longestLoops(keysOf(left)).find((found) => isInvented(found, { tokens, sounds }, decode));
    if (!loop) return left;
    if (!isSureSpeech(decode)) return 'repetition';
    left = { tokens: withoutRepeats(tokens, loop) };
  }
  return 'repetition';
};

interface Counted extends GuardedText {
  /** Of the whole text. */
  readonly sounds: number;
}

function isInvented(loop: Loop, { tokens, sounds }: Counted, decode: GuardedDecode): boolean {
  const { hypothesis, language, speechMs, audioMs } = decode;
  const isPhrase = loop.period >= (isUnspaced(language) ? PHRASE_SIGNS : PHRASE_WORDS);
  if (isPhrase && hypothesis.looped === true) return true;
  const repeats = tokens.slice(loop.start + loop.period, loop.end);
  const repeated = spokenTextOf({ tokens: repeats });
  const spanMs = spanOf(repeats, audioMs);
  if (spanMs !== undefined && soundsPerSecond(repeated, spanMs) > FASTEST_WORD_PACE) return true;
  const share = countSounds(repeated) / Math.max(1, sounds);
  if (share < SMALLEST_SHARE) return false;
  const isSuspect = isPhrase || hypothesis.endedByLength;
  return perSecond(sounds, speechMs) > (isSuspect ? FASTEST_PHRASE_PACE : FASTEST_WORD_PACE);
}

/** The first time stays, and what follows the loop. At the end of the text the last repeat is often begun only. */
function withoutRepeats(tokens: readonly TimedToken[], { start, period, end }: Loop): readonly TimedToken[] {
  const whole = end === tokens.length ? end : end - ((end - start) % period);
  return [...tokens.slice(0, start + period), ...tokens.slice(whole)];
}

/** How long the words take by their times, inside of the sound; nothing where there are no times. */
function spanOf(tokens: readonly TimedToken[], audioMs: number): number | undefined {
  const startMs = tokens[0]?.startMs;
  const endMs = tokens.at(-1)?.endMs;
  if (startMs === undefined || endMs === undefined) return undefined;
  return Math.max(0, Math.min(endMs, audioMs) - Math.min(startMs, audioMs));
}
