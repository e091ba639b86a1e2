import { lettersOf } from './plain-text.ts';
import { speaksOf } from './said-words.ts';

/** White space before a first mark is no longer. */
const LONGEST_INDENT = 8;

/**
 * True for a mark that the speaker speaks of: the source has a word for tags or brackets, and the mark stands inside of a
 * sentence as a word of it. "Put the <br> tag there."
 */
export function isSpokenOf(text: string, index: number, mark: string, source: string): boolean {
  const before = text.slice(Math.max(0, index - LONGEST_INDENT), index);
  const after = text.slice(index + mark.length, index + mark.length + LONGEST_INDENT);
  const isInside = /[\p{L}\p{M}\p{N},] ["'(]?$/u.test(before) && /^(?:[\s.,;:!?)"']|$)/u.test(after);
  const isFirst = index <= LONGEST_INDENT && before.trim() === '' && /^ [\p{Ll}\p{Lo}]/u.test(after);
  if (!(isInside || isFirst) || !speaksOf('markup', source)) return false;
  return (isInside && /^["')]? ?\p{L}/u.test(after)) || isNamed(mark, source);
}

/** True where the source has the name in the mark as a word. */
export function isNamed(mark: string, source: string): boolean {
  const name = lettersOf(mark);
  return name !== '' && ` ${lettersOf(source)} `.includes(` ${name} `);
}
