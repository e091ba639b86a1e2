import type { Fold } from './fold.ts';

/** A word of a text. What lies between two words is marks and white space. */
export interface Word {
  /** Where it begins and ends in the text, in UTF-16 units. */
  readonly start: number;
  readonly end: number;
  /** The folded word, for comparisons. */
  readonly key: string;
  /** Punctuation divides it from the word before: no phrase goes on across it. */
  readonly afterBreak: boolean;
  /** It is the first word of the text or of a sentence. */
  readonly startsSentence: boolean;
}

/** A letter of a script without spaces: each one is a word, so that a phrase is found inside of a line. */
const UNSPACED_LETTER =
  String.raw`(?=\p{L})[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}` +
  String.raw`\p{scx=Thai}\p{scx=Lao}\p{scx=Khmer}\p{scx=Myanmar}\p{scx=Tibetan}]`;

/** Letters, digits, their marks, and the invisible signs that may stand between them. */
const SPACED_LETTER = String.raw`(?!${UNSPACED_LETTER})[\p{L}\p{N}\p{M}\u200c\u200d\u00ad]`;

/** Symbols are words too, for names such as "C++" and "R&D", and so are brackets. */
const SYMBOL = String.raw`[\p{S}#&@%*[\]]`;

const WORD = new RegExp(
  [
    String.raw`${UNSPACED_LETTER}[\p{M}\uff9e\uff9f]*`,
    // An apostrophe divides words ("l'eau", "Anna's"), but "don't" has nothing to do with "don".
    String.raw`(?:${SPACED_LETTER})+(?:['’]t(?!${SPACED_LETTER}))?`,
    String.raw`${SYMBOL}[\p{M}\u200d]*`,
  ].join('|'),
  'giu',
);

/** Marks that divide clauses. Those of Latin script do so only before a space: not in "node.js" or "3.5". */
const BREAK = /[.,;:!?…–—]["'”’»)\]]*\s|[。、，；：！？\n]/u;

/** Marks that end a sentence, under the same condition. */
const SENTENCE_END = /[.!?…]["'”’»)\]]*\s|[。！？\n]/u;

/** The words of `text` from the index `from` on, which is the beginning of the text or the end of a word. */
export function splitWords(text: string, fold: Fold, from = 0): Word[] {
  const words: Word[] = [];
  let end = from;
  const pattern = new RegExp(WORD);
  pattern.lastIndex = from;
  for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
    const start = match.index;
    const between = text.slice(end, start);
    const first = from === 0 && words.length === 0;
    end = start + match[0].length;
    words.push({
      start,
      end,
      key: fold(match[0]),
      afterBreak: BREAK.test(between),
      startsSentence: first || SENTENCE_END.test(between),
    });
  }
  return words;
}
