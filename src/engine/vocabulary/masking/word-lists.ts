import { createRequire } from 'node:module';
import { parseLanguage } from '../../../protocol/language/parse-language.ts';
import { foldCase } from '../rewriting/fold.ts';
import { splitWords } from '../rewriting/words.ts';

/** The lists of `naughty-words` (CC BY 4.0), by tag. Regional lists add to those of their language. */
type WordLists = Readonly<Record<string, readonly string[]>>;

const require = createRequire(import.meta.url);

/** Tags whose list has another name. */
const LISTS: Readonly<Record<string, readonly string[]>> = {
  nb: ['no'],
  nn: ['no'],
  'fr-CA': ['fr', 'fr-CA-u-sd-caqc'],
};

/** The offensive words of a language (BCP-47). None where there is no list for it. */
export function bundledWords(language: string): readonly string[] {
  const { tag = '', primary = '' } = parseLanguage(language) ?? {};
  const names = LISTS[tag] ?? LISTS[primary] ?? [primary];
  const lists = require('naughty-words') as WordLists;
  return names.flatMap((name) => lists[name] ?? []).filter(isMeaningful);
}

/**
 * Some entries would hit innocent text: numbers, and single characters of scripts without spaces, which are parts of many
 * words there.
 */
function isMeaningful(entry: string): boolean {
  const letters = splitWords(entry, foldCase).filter(({ key }) => /\p{L}/u.test(key));
  return letters.length > 1 || (letters[0]?.key.length ?? 0) > 1;
}
