import { parseLanguage } from './parse-language.ts';

const RTL_SCRIPTS = new Set(['Adlm', 'Arab', 'Armi', 'Hebr', 'Mand', 'Nkoo', 'Rohg', 'Samr', 'Syrc', 'Thaa']);

const UNSPACED_SCRIPTS = new Set(['Hans', 'Hant', 'Hani', 'Jpan', 'Khmr', 'Laoo', 'Mymr', 'Thai', 'Tibt']);

/** ISO 15924 code of the script that texts in a language are written in, such as `Latn`, or `Hant` for `zh-TW`. */
export function scriptCode(tag: string): string | undefined {
  return parseLanguage(tag)?.script;
}

/** The writing direction of a BCP-47 tag; from left to right where its script is not known. */
export function textDirection(tag: string): 'ltr' | 'rtl' {
  return RTL_SCRIPTS.has(scriptCode(tag) ?? '') ? 'rtl' : 'ltr';
}

/** True where words are not separated by spaces, so that text is counted and broken by grapheme clusters. */
export function isUnspaced(tag: string): boolean {
  return UNSPACED_SCRIPTS.has(scriptCode(tag) ?? '');
}
