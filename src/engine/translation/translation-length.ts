import { textWeight } from './text-weight.ts';

/** Translations grow with the text, short ones by more: "OK" may become a phrase. */
const FLOOR = 60;
const TIMES_SOURCE = 4;

/** The longest that a translation may be, as `textWeight`. */
export function longestWeight(source: string): number {
  return FLOOR + TIMES_SOURCE * textWeight(source);
}

/** True where a text cannot be a translation of the source for its length. A text of any length is told at once. */
export function isTooLong(text: string, source: string): boolean {
  const longest = longestWeight(source);
  // No character weighs less than one, and none has more than two units.
  return text.length > 2 * longest || textWeight(text) > longest;
}
