import { textWeight } from '../../text-weight.ts';

/** Below this weight a source says little about how short its translation may be. */
const MEASURABLE_WEIGHT = 48;

/** The least weight of a translation; 0 where the source is too short to tell. */
export function shortestWeight(source: string): number {
  const weight = textWeight(source);
  return weight < MEASURABLE_WEIGHT ? 0 : weight / 8;
}

/** The most tokens that a translation may have. Generous: tokens of some scripts are single bytes of a letter. */
export function longestTokens(source: string): number {
  return 128 + 4 * textWeight(source);
}

/** True where the length of `one` tells rather of a translation of the source than that of `other` does. */
export function fitsBetter(one: string, other: string, source: string): boolean {
  return misfit(one, source) < misfit(other, source);
}

/** Translations of a caption are rarely longer or shorter than this, as a factor. */
const USUAL_FACTOR = 2;
const ROUGH_FACTOR = 3;

/** True where the length of a text is that of a usual translation. */
export function fitsUsually(text: string, source: string): boolean {
  return misfit(text, source) <= Math.log(USUAL_FACTOR);
}

/** The same with more tolerance. */
export function fitsRoughly(text: string, source: string): boolean {
  return misfit(text, source) <= Math.log(ROUGH_FACTOR);
}

function misfit(text: string, source: string): number {
  return Math.abs(Math.log((textWeight(text) + 1) / (textWeight(source) + 1)));
}
