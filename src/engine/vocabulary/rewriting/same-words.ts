import { foldCase } from './fold.ts';
import { splitWords } from './words.ts';

/** A letter or digit with the marks that belong to it. */
const LETTER = /[\p{L}\p{N}]\p{M}*/gu;

/** True where the words of `text` begin with those of `start`, but for their case. */
export function beginsWithWords(text: string, start: string): boolean {
  const words = splitWords(text, foldCase);
  const known = splitWords(start, foldCase);
  if (!known.every(({ key }, index) => words[index]?.key === key)) return false;
  const [last, next] = [words[known.length - 1], words[known.length]];
  // Stars belong to the word that they follow: "d***" does not begin with "d".
  return next?.key !== '*' || next.start !== last?.end;
}

/**
 * Where in `text` the letters of `known` end, in UTF-16 units, where it begins with the same ones but for their case and for
 * what stands between them. Undefined where it does not.
 */
export function endOfSameLetters(text: string, known: string): number | undefined {
  const wanted = Array.from(known.matchAll(LETTER), ([letter]) => foldCase(letter)).join('');
  let matched = 0;
  let end = 0;
  for (const { 0: letter, index } of text.matchAll(LETTER)) {
    if (matched === wanted.length) break;
    const folded = foldCase(letter);
    if (!wanted.startsWith(folded, matched)) return undefined;
    matched += folded.length;
    end = index + letter.length;
  }
  return matched === wanted.length ? end : undefined;
}
