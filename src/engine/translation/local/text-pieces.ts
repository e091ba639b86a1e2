import { isUnspaced } from '../../../protocol/language/writing.ts';

/**
 * The library's time grows faster than the length of a text, so longer texts go in pieces. In characters. Text that
 * a model must spell letter by letter costs most: so cut, it stays within the 30 seconds after which a thread counts as
 * hung, unless the processor is overloaded.
 */
const LONGEST_PIECE = 150;

/** The same where every character is about one token of the model. */
const LONGEST_UNSPACED_PIECE = 60;

/**
 * A longer run of characters without a space is no word. The library would spell it out letter by letter, which takes
 * seconds for 200 characters and gives nonsense.
 */
const LONGEST_WORD = 40;

/** A piece of a text. `kept` pieces are shown as they are. */
interface TextPiece {
  readonly text: string;
  readonly kept: boolean;
}

/**
 * Cuts a text into pieces that are translated in bounded time: at the ends of sentences where there are any, else
 * between clauses, else between words. An ordinary utterance is one piece.
 * @param language BCP-47 tag of the text.
 */
export function splitText(text: string, language: string): readonly TextPiece[] {
  if (isUnspaced(language)) return cut(text, LONGEST_UNSPACED_PIECE).map((piece) => ({ text: piece, kept: false }));
  const pieces: TextPiece[] = [];
  let words: string[] = [];
  const flush = (): void => {
    pieces.push(...cut(words.join(' '), LONGEST_PIECE).map((piece) => ({ text: piece, kept: false })));
    words = [];
  };
  for (const word of text.split(/\s+/)) {
    if (word.length <= LONGEST_WORD) {
      words.push(word);
      continue;
    }
    flush();
    pieces.push({ text: word, kept: true });
  }
  flush();
  return pieces;
}

function cut(text: string, longest: number): string[] {
  const pieces: string[] = [];
  let rest = text.trim();
  while (rest.length > longest) {
    const end = cutPosition(rest.slice(0, longest));
    pieces.push(rest.slice(0, end).trim());
    rest = rest.slice(end).trim();
  }
  if (rest !== '') pieces.push(rest);
  return pieces;
}

/** Where to cut, best first: behind a sentence, behind a clause, at white space, and then anywhere. */
const CUTS = [/^.*(?:[.!?…]["'”’»)\]]*(?=\s)|[。！？]["」』”）】]*)/su, /^.*(?:[,;:](?=\s)|[、，；：])/su, /^.*\s/su];

function cutPosition(head: string): number {
  for (const pattern of CUTS) {
    const found = pattern.exec(head)?.[0].length ?? 0;
    // A cut near the beginning would leave a piece too small to be understood.
    if (found > head.length / 3) return found;
  }
  return endsInsideCharacter(head) ? head.length - 1 : head.length;
}

function endsInsideCharacter(head: string): boolean {
  const last = head.charCodeAt(head.length - 1);
  return last >= 0xd800 && last <= 0xdbff;
}
