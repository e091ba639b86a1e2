import { sameWrittenLanguage } from '../../../../protocol/language/same-language.ts';
import { scriptOf } from './script-check.ts';
import type { AnswerExpectation } from './answer-expectation.ts';
import { lettersOf } from './plain-text.ts';

/** So many different ordinary words are no name, and hardly the same in two languages. */
const FEWEST_ORDINARY_WORDS = 3;

/** True where the answer is the source again, although the source has words that want a translation. */
export function isEcho(answer: string, expectation: AnswerExpectation): boolean {
  const { source, sourceLanguage, targetLanguage } = expectation;
  // Between variants of one language most sentences stay the same.
  if (sameWrittenLanguage(sourceLanguage, targetLanguage)) return false;
  if (lettersOf(answer) !== lettersOf(source)) return false;
  if (isCaseless(source) && !scriptOf(targetLanguage).occursIn(source)) return true;
  return ordinaryWords(source) >= FEWEST_ORDINARY_WORDS;
}

/** Scripts without capitals, in which names cannot be told from words. */
function isCaseless(text: string): boolean {
  return /\p{Lo}/u.test(text) && !/[\p{Lu}\p{Ll}]/u.test(text);
}

/** How many different words begin with a small letter: names and numbers do not. */
function ordinaryWords(text: string): number {
  return new Set(text.match(/(?<![\p{L}\p{N}])\p{Ll}[\p{L}\p{M}]+/gu)).size;
}
