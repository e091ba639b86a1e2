import { joinGaps, openingGap } from './gap.ts';
import type { PhraseTrie } from './phrase-trie.ts';
import { splitWords, type Word } from './words.ts';

/** A phrase that was found in a text. */
export interface Found {
  readonly text: string;
  readonly startsSentence: boolean;
}

/** What is written in place of a phrase. Nothing takes a space or the lesser mark beside it away as well. */
export type Replacement = (found: Found) => string;

/** The beginning of a text, and what was written for it. */
export interface Passage {
  /** In UTF-16 units of the text. It ends with a word, or is 0. */
  readonly heardLength: number;
  readonly written: string;
}

/** What was written for a text. */
export interface Rewritten {
  readonly text: string;
  /** The beginning that stays as it is, however the text goes on. */
  readonly settled: Passage;
}

const NOTHING: Passage = { heardLength: 0, written: '' };

/** Replaces phrases in texts, from left to right, the longest of those that begin at a word. Takes linear time. */
export class TextRewriter {
  readonly #phrases: PhraseTrie<Replacement>;

  constructor(phrases: PhraseTrie<Replacement>) {
    this.#phrases = phrases;
  }

  /**
   * Writes a text anew.
   * @param certainLength how much of it cannot change any more, in UTF-16 units.
   * @param done its beginning that was written before, and stays as it is.
   */
  rewrite(text: string, certainLength = text.length, done: Passage = NOTHING): Rewritten {
    const words = splitWords(text, this.#phrases.fold, done.heardLength);
    const certainWords = countUpTo(words, certainLength);
    let { heardLength: end, written } = done;
    let settled = done;
    let isSettled = true;
    let removedGap: string | undefined;
    const gapUpTo = (start: number): string => joinedGap(removedGap, text.slice(end, start), written);
    for (let at = 0; at < words.length;) {
      const { length, value, needed } = this.#phrases.longestAt(words, at);
      const first = words[at] as Word;
      const last = words[at + Math.max(1, length) - 1] as Word;
      const found = text.slice(first.start, last.end);
      const piece = value ? value({ text: found, startsSentence: first.startsSentence }) : found;
      const gap = gapUpTo(first.start);
      end = last.end;
      isSettled &&= needed <= certainWords;
      if (piece === '') removedGap = gap;
      else {
        written += gap + piece;
        removedGap = undefined;
        if (isSettled) settled = { heardLength: end, written };
      }
      at += Math.max(1, length);
    }
    return { text: written + gapUpTo(text.length), settled };
  }
}

/** What stands between two pieces, `removed` being what stood before pieces that are gone. */
function joinedGap(removed: string | undefined, gap: string, written: string): string {
  if (removed === undefined) return gap;
  return written === '' ? openingGap(removed + gap) : joinGaps(removed, gap);
}

/** How many words end within the first `length` units of their text. */
function countUpTo(words: readonly Word[], length: number): number {
  const beyond = words.findIndex((word) => word.end > length);
  return beyond === -1 ? words.length : beyond;
}
