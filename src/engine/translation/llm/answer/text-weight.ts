const HAN_WEIGHT = 3;
const SYLLABLE_WEIGHT = 2;

/**
 * The length of a text in units of a Latin letter: about how long it would be in a language of the Latin script. A Chinese
 * character says as much as three letters, a Japanese or Korean syllable as much as two.
 */
export function textWeight(text: string): number {
  let weight = 0;
  for (const character of text) weight += weightOf(character.codePointAt(0) ?? 0);
  return weight;
}

function weightOf(code: number): number {
  if (code < 0x3040) return 1;
  if (code <= 0x30ff) return SYLLABLE_WEIGHT;
  if ((code >= 0x3400 && code <= 0x9fff) || (code >= 0xf900 && code <= 0xfaff) || code >= 0x20000) return HAN_WEIGHT;
  return code >= 0xac00 && code <= 0xd7a3 ? SYLLABLE_WEIGHT : 1;
}

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
