import { foldAccents } from '../rewriting/fold.ts';
import { PhraseTrie } from '../rewriting/phrase-trie.ts';
import { TextRewriter, type Found, type Replacement } from '../rewriting/text-rewriter.ts';
import { splitWords } from '../rewriting/words.ts';
import type { GlossaryTerm } from './glossary-term.ts';

/** What writes the terms in place of what the recogniser made of them. @param language BCP-47 tag of the texts. */
export function correctionsOf(terms: readonly GlossaryTerm[], language: string): TextRewriter {
  const phrases = new PhraseTrie<Replacement>(foldAccents);
  const locale = /^(?:tr|az)\b/iu.test(language) ? 'tr' : 'en';
  for (const term of terms) if (isRewritten(term)) phrases.add(term.term, replacementOf(term, locale));
  for (const term of terms) for (const variant of term.soundsLike) phrases.add(variant, replacementOf(term, locale));
  return new TextRewriter(phrases);
}

/** A term with marks at an end, such as ".NET", would otherwise take the place of every "net". */
function isRewritten({ term, caseRule }: GlossaryTerm): boolean {
  const words = splitWords(term, foldAccents);
  return caseRule !== 'any' && words[0]?.start === 0 && words.at(-1)?.end === term.length;
}

function replacementOf({ term, caseRule }: GlossaryTerm, locale: string): Replacement {
  const [first = ''] = term;
  const rest = term.slice(first.length);
  const small = first.toLocaleLowerCase(locale) + rest;
  const capital = first.toLocaleUpperCase(locale) + rest;
  switch (caseRule) {
    case 'keep':
      return () => term;
    case 'sentence':
      return ({ startsSentence }) => (startsSentence ? capital : small);
    case 'any':
      return ({ text }) => (hasCapital(text) ? capital : term);
  }
}

function hasCapital(text: Found['text']): boolean {
  return /^\p{Lu}/u.test(text);
}
