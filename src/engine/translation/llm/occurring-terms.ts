import { isUnspaced } from '../../../protocol/language/writing.ts';
import type { TermPair } from '../term-source.ts';

/** The terms that occur in `text`, whatever their case; as whole words, where the script separates words. */
export function occurringTerms(terms: readonly TermPair[], text: string, language: string): TermPair[] {
  const haystack = text.toLowerCase();
  return terms.filter(({ source }) => occurs(source.trim().toLowerCase(), haystack, isUnspaced(language)));
}

function occurs(term: string, text: string, unspaced: boolean): boolean {
  if (term === '') return false;
  for (let at = text.indexOf(term); at !== -1; at = text.indexOf(term, at + 1)) {
    if (unspaced || (!isWord(text.slice(0, at).at(-1)) && !isWord(text[at + term.length]))) return true;
  }
  return false;
}

function isWord(character: string | undefined): boolean {
  return character !== undefined && /[\p{L}\p{N}\p{M}]/u.test(character);
}
