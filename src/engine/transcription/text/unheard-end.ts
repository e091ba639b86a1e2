import type { TimedToken } from './timed-tokens.ts';

/** Pauses within an utterance are shorter, and no last word is drawn out so long behind its own end. */
const UNHEARD_MS = 1500;

/** What is cut off must leave something, or the same sound were decoded again and again. */
const SHORTEST_HEARD_MS = 500;

/**
 * When the last word ended, in milliseconds from the beginning of the utterance, where speech goes on behind it without a
 * word; nothing where all was heard, or words have no times. Decoders leave out a whole sentence so: one in another
 * language than the one that they write, or what comes after a short pause.
 * @param speechMs where speech ended, or has come to by now, on the same scale.
 */
export function unheardFromMs(tokens: readonly TimedToken[], speechMs: number): number | undefined {
  const endMs = tokens.at(-1)?.endMs;
  if (endMs === undefined || endMs < SHORTEST_HEARD_MS || speechMs - endMs < UNHEARD_MS) return undefined;
  return endMs;
}
