import { pairsOf } from './characters.ts';

/** YouTube and Facebook stop showing captions where one of them is longer than two rows of these. */
const ROW_CHARACTERS = 25;
const MOST_ROWS = 2;

/** A picture carries 31 pairs of bytes; six of them say that a caption begins and ends, and where two rows stand. */
const MOST_PAIRS = 25;

/** OBS cuts off what is longer, in UTF-8. */
const MOST_BYTES = 128;

/** Behind these a word may go on in another row. */
const BREAKS = /[-/_.]/u;

/** The words of a text of `textFor608`, each so short that it fits into a row: longer ones are parted. */
export function wordsFor608(text: string): readonly string[] {
  return text.split(' ').filter(Boolean).flatMap(parted);
}

/** The words at the beginning that fit into one caption: its rows, and how many words they take. */
export function firstCaption(words: readonly string[]): { readonly rows: readonly string[]; readonly taken: number } {
  let rows: readonly string[] = [];
  let taken = 0;
  for (const word of words) {
    const longer = [...rows.slice(0, -1), [...rows.slice(-1), word].join(' ')];
    const below = [...rows, word];
    if (fits(longer)) rows = longer;
    else if (fits(below)) rows = below;
    else break;
    taken += 1;
  }
  return { rows, taken };
}

function fits(rows: readonly string[]): boolean {
  return (
    rows.length <= MOST_ROWS &&
    rows.every((row) => row.length <= ROW_CHARACTERS) &&
    rows.reduce((pairs, row) => pairs + pairsOf(row), 0) <= MOST_PAIRS &&
    Buffer.byteLength(rows.join('\n')) <= MOST_BYTES
  );
}

function parted(word: string): readonly string[] {
  const parts: string[] = [];
  let rest = word;
  while (!fits([rest])) {
    let end = ROW_CHARACTERS;
    while (!fits([`${rest.slice(0, end)}-`])) end -= 1;
    const atBreak = Array.from(rest.slice(0, end)).findLastIndex((character) => BREAKS.test(character)) + 1;
    // A mark near the beginning would leave most of the row empty.
    const isAtBreak = atBreak > end / 2;
    const taken = isAtBreak ? atBreak : end;
    parts.push(isAtBreak ? rest.slice(0, taken) : `${rest.slice(0, taken)}-`);
    rest = rest.slice(taken);
  }
  return [...parts, rest];
}
