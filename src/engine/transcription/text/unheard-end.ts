import type { TimedToken } from './timed-tokens.ts';

/** So much speech without a word was not understood: pauses within an utterance are shorter, and so is what is drawn out. */
export const UNHEARD_MS = 1500;

/** What is cut off must leave something, or the same sound were decoded again and again. */
const SHORTEST_HEARD_MS = 500;

/** What no word is heard for counts to a word beside it: that itself takes so long at least, and at most. */
const SHORTEST_LETTER_MS = 60;
const LONGEST_LETTER_MS = 120;
const LONGEST_WORD_MS = 500;

/** Where the last word ended, in milliseconds from the beginning of the utterance. */
export interface WordEnd {
  readonly fromMs: number;
  readonly toMs: number;
}

/**
 * Where the last word ended, if speech goes on behind it for long without a word; nothing where all was heard, or words
 * have no times. Decoders leave out whole sentences so: one in another language than the one that they write, or one that
 * says the same again.
 * @param speechMs where speech ended, or has come to by now, in milliseconds from the beginning of the utterance.
 */
export function unheardFrom(tokens: readonly TimedToken[], speechMs: number): WordEnd | undefined {
  const { key = '', startMs, endMs } = tokens.at(-1) ?? {};
  if (startMs === undefined || endMs === undefined) return undefined;
  const toMs = Math.min(endMs, startMs + longestWordMs(key));
  if (toMs < SHORTEST_HEARD_MS || speechMs - toMs < UNHEARD_MS) return undefined;
  return { fromMs: Math.min(toMs, startMs + shortestWordMs(key)), toMs };
}

/** How long it takes to say a word, at most. @param key the word without marks. */
export function longestWordMs(key: string): number {
  return LONGEST_WORD_MS + LONGEST_LETTER_MS * key.length;
}

/** How long it takes to say a word, at least. @param key the word without marks. */
export function shortestWordMs(key: string): number {
  return SHORTEST_LETTER_MS * key.length;
}
