import type { Token, Transcript, Word } from 'transcribe-cpp';
import type { HeardWord } from '../recognizer.ts';

/**
 * The words of a text with their times, each with the space before it and the marks behind it, so that all joined give the
 * text. Absent where the model gives none, or not those of the text.
 */
export function heardWords({
  text,
  words,
  tokens,
}: Pick<Transcript, 'text' | 'words' | 'tokens'>): readonly HeardWord[] | undefined {
  const starts = wordStarts(text, words);
  return starts?.map((start, index) => {
    const { t0Ms, t1Ms, firstToken, nTokens } = words[index] as Word;
    const probability = leastProbability(tokens.slice(firstToken, firstToken + nTokens));
    return {
      text: text.slice(start, starts[index + 1]),
      startMs: t0Ms,
      endMs: t1Ms,
      ...(probability === undefined ? {} : { probability }),
    };
  });
}

/** Where in the text the words begin, each with the space and the opening marks before it. */
function wordStarts(text: string, words: readonly Word[]): readonly number[] | undefined {
  const starts: number[] = [];
  let end = 0;
  for (const word of words) {
    const bare = word.text.trim();
    const found = text.indexOf(bare, end);
    if (found < 0 || hasLetters(text.slice(end, found))) return undefined;
    starts.push(starts.length === 0 ? 0 : end + closingMarks(text.slice(end, found)));
    end = found + bare.length;
  }
  return starts.length === 0 || hasLetters(text.slice(end)) ? undefined : starts;
}

function hasLetters(text: string): boolean {
  return /[\p{L}\p{N}]/u.test(text);
}

/** How many of the marks between two words belong to the first one: those before the space. */
function closingMarks(between: string): number {
  const space = between.search(/\s/u);
  return space < 0 ? between.length : space;
}

function leastProbability(tokens: readonly Token[]): number | undefined {
  const known = tokens.map(({ p }) => p).filter((p) => p > 0 && p <= 1);
  return known.length === 0 ? undefined : Math.min(...known);
}
