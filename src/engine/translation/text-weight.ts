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
