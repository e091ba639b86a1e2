/**
 * What a terminal may take for more than a character, turns text around or is not seen. Joiners and marks of direction are
 * left as they are: many languages need them.
 */
const UNSAFE = /(?![\n\u200c\u200d\u200e\u200f\u061c])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{NChar}]/gu;

/** JSON that can be shown anywhere: the same value, with escapes where JSON asks for none. @param space see `JSON.stringify`. */
export function jsonText(value: unknown, space?: number): string {
  return ((JSON.stringify(value, undefined, space) as string | undefined) ?? 'null').replace(UNSAFE, escaped);
}

function escaped(character: string): string {
  const units = Array.from({ length: character.length }, (_, index) => character.charCodeAt(index));
  return units.map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`).join('');
}
