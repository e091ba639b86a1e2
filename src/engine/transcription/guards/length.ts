import type { GuardedDecode } from './guard.ts';

/** A caption may be so long whatever its sound: numbers, and what was said before in one breath. In UTF-16 units. */
const FLOOR = 200;

/** Thirty sounds a second are the fastest speech, and no script writes a sound in more than three units. */
const PER_SECOND = 100;

/** A decoder that loops goes on until its limit, which is 448 tokens for Whisper: the beginning is worth keeping. */
const MOST_TIMES = 8;

/** The longest text that a caption of the sound may have, in UTF-16 units. */
export function longestCaption({ audioMs }: Pick<GuardedDecode, 'audioMs'>): number {
  return FLOOR + (PER_SECOND * audioMs) / 1000;
}

/** The longest text that is looked at: more is no decode of the sound, but of a recogniser or server that is broken. */
export function longestDecode(decode: Pick<GuardedDecode, 'audioMs'>): number {
  return MOST_TIMES * longestCaption(decode);
}
