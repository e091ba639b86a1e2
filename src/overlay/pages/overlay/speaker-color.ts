/** How many colours the styles have for speakers. */
export const SPEAKER_COLORS = 6;

/** The colour of a speaker, as a number: the same name has the same colour on every page and in every run. */
export function speakerColor(name: string): number {
  let hash = 0;
  for (const character of name) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) >>> 0;
  return hash % SPEAKER_COLORS;
}
