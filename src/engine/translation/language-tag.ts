/** Tags of recognisers for a language that they do not know, or for none. */
const NO_LANGUAGE = new Set(['', 'auto', 'und', 'mul', 'zxx']);

/** True for a tag that stands for no certain language, such as `auto`. */
export function isUnknownLanguage(tag: string): boolean {
  return NO_LANGUAGE.has(tag.toLowerCase().split(/[-_]/u, 1)[0] ?? '');
}

/** The parts of a BCP-47 tag, also one with `_`; undefined for what is no tag, or stands for no certain language. */
export function parseLanguageTag(tag: string): Intl.Locale | undefined {
  if (isUnknownLanguage(tag)) return undefined;
  try {
    return new Intl.Locale(tag.replaceAll('_', '-'));
  } catch (error) {
    // A recogniser may name a language by a word that is no tag.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
