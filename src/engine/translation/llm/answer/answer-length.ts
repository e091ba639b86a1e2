import { textWeight } from '../../text-weight.ts';

/** Translations grow with the text, short ones by more: "OK" may become a phrase. */
export function longestWeight(source: string): number {
  return 60 + 4 * textWeight(source);
}

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
