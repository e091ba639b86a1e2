import type { TermPair } from '../term-source.ts';

/** A word that has a capital because it is a part of a term: no abbreviation, and no "iPhone". */
const CAPITALISED = /\p{Lu}\p{Ll}+/gu;

/** What a sentence begins behind. */
const SENTENCE_BEGINS = /(?:^|[.!?…:])[\s"'“”«»¿¡([]*$/u;

/**
 * Text in which terms that the glossary translates are written as common words. Their capitals are how captions show them;
 * a model that cannot be told of terms takes them for names, and translates them worse.
 * @param language BCP-47 tag of the text.
 */
export function withPlainTerms(text: string, terms: readonly TermPair[], language: string): string {
  // Common nouns have capitals there.
  if (/^(?:de|lb)\b/u.test(language)) return text;
  let plain = text;
  for (const { source, target } of terms) {
    // A term that stays as it is is a name.
    if (source === target || source.search(CAPITALISED) < 0) continue;
    plain = replaceWhole(plain, source, (before) => asCommonWords(source, SENTENCE_BEGINS.test(before), language));
  }
  return plain;
}

function replaceWhole(text: string, term: string, write: (before: string) => string): string {
  let [done, at] = ['', 0];
  for (let found = text.indexOf(term); found >= 0; found = text.indexOf(term, at)) {
    const end = found + term.length;
    const isWhole = !/[\p{L}\p{N}]$/u.test(text.slice(0, found)) && !/^[\p{L}\p{N}]/u.test(text.slice(end));
    done += text.slice(at, found) + (isWhole ? write(text.slice(0, found)) : term);
    at = end;
  }
  return done + text.slice(at);
}

function asCommonWords(term: string, beginsSentence: boolean, language: string): string {
  return term.replace(CAPITALISED, (word: string, index: number) =>
    beginsSentence && index === 0 ? word : word.toLocaleLowerCase(language),
  );
}
