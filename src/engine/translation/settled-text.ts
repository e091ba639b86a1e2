import { endsClause, endsSentence } from '../../protocol/sentence-end.ts';
import type { Segment } from '../../protocol/segments.ts';
import { wordsOf } from './words.ts';
import { withoutTrailing } from '../../protocol/trailing.ts';

/**
 * So many words at the end of a draft are held back while its clause goes on, unless the draft before has them too. A
 * translator that gets half of a clause guesses how it ends: "we are drinking coffee in the" becomes "... in the garden",
 * and the garden must be taken away.
 */
const HELD_BACK_WORDS = 3;

/** Marks that a translator adds because it believes that it has a whole sentence. */
const CLOSING_MARK = /^[\s.,;:!?…。、，！？；：۔।॥،؛؟]$/u;

interface Draft {
  /** What was translated: the beginning of a sentence. */
  readonly source: string;
  readonly translation: string;
  /** The translation of a shorter beginning; empty where there is none. */
  readonly before: string;
  /** BCP-47 tag of the translations. */
  readonly language: string;
}

/** The beginning of a draft that will hardly be another one when more of the sentence is known. */
export function settledText({ source, translation, before, language }: Draft): string {
  if (endsClause(source)) {
    // A stop where the speaker made a comma would have to go again.
    const inventsEnd = !endsSentence(source) && endsSentence(translation);
    return inventsEnd ? withoutTrailing(translation, CLOSING_MARK) : translation;
  }
  const words = wordsOf(translation, language);
  const settled = Math.max(words.length - HELD_BACK_WORDS, agreedWords(words, wordsOf(before, language)));
  return settled <= 0 ? '' : translation.slice(0, endOf(words[settled - 1]));
}

/**
 * The text that viewers read, and what a newer one adds to it. What they read stays as it is: words that the newer text
 * has otherwise are put right by the final. Punctuation and case alone keep no text from going on.
 * @param language BCP-47 tag of both.
 */
export function continuedText(read: string, newer: string, language: string): string {
  if (newer.startsWith(read)) return newer;
  const [readWords, newerWords] = [wordsOf(read, language), wordsOf(newer, language)];
  const goesOn = newerWords.length > readWords.length && readWords.every((word, at) => isSame(word, newerWords[at]));
  if (!goesOn) return read;
  const rest = newer.slice(endOf(newerWords[readWords.length - 1]));
  const endsInMark = endOf(readWords.at(-1)) < read.length;
  return read + (endsInMark ? rest.replace(/^[^\p{L}\p{N}\s]+/u, '') : rest);
}

/** How many words both texts begin with, at the same places. */
function agreedWords(words: readonly Segment[], others: readonly Segment[]): number {
  const differs = words.findIndex((word, at) => {
    const other = others[at];
    return other?.segment !== word.segment || other.index !== word.index;
  });
  return differs === -1 ? words.length : differs;
}

function isSame(word: Segment, other: Segment | undefined): boolean {
  return word.segment.toLowerCase() === other?.segment.toLowerCase();
}

/** Where the word ends; 0 where there is none. */
function endOf(word: Segment | undefined): number {
  return word === undefined ? 0 : word.index + word.segment.length;
}
