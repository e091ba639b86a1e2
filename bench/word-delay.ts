import { tokenize } from '../src/engine/transcription/text/tokens.ts';
import type { LabelledClip } from './clips.ts';

/** A text that was shown from some media time on. */
export interface ShownText {
  readonly atMs: number;
  readonly text: string;
}

/** The texts shown of one utterance, in order, with the media time span of its speech. */
export interface ShownUtterance {
  readonly startMs: number;
  readonly endMs: number;
  readonly shown: readonly ShownText[];
}

/** Word emission latency: for each spoken word that was ever shown, how long after its end it first was. */
export function wordDelays(clip: LabelledClip, utterances: readonly ShownUtterance[]): number[] {
  return utterances.flatMap(({ startMs, endMs, shown }) => {
    const words = clip.words.filter((word) => word.endMs > startMs && word.startMs < endMs + 200);
    const spoken = words.map(({ text }) => keysOf(text, clip.language).join(''));
    const found = new Map<number, number>();
    for (const { atMs, text } of shown) {
      for (const index of commonWords(spoken, keysOf(text, clip.language))) {
        if (!found.has(index)) found.set(index, atMs);
      }
    }
    return [...found].map(([index, atMs]) => atMs - (words[index]?.endMs ?? Number.NaN));
  });
}

/** Normalised erasure: words taken back over all updates, and the words of the last text. */
export function erasure(texts: readonly string[]): { erased: number; final: number } {
  let before: readonly string[] = [];
  let erased = 0;
  for (const text of texts) {
    const now = text.trim() === '' ? [] : text.trim().split(/\s+/u);
    let common = 0;
    while (common < before.length && before[common] === now[common]) common += 1;
    erased += before.length - common;
    before = now;
  }
  return { erased, final: before.length };
}

/** Characters taken back over all updates of a text that should only grow. */
export function erasedCharacters(texts: readonly string[]): number {
  let before = '';
  let erased = 0;
  for (const text of texts) {
    let common = 0;
    while (common < before.length && before[common] === text[common]) common += 1;
    erased += before.length - common;
    before = text;
  }
  return erased;
}

/** Indices of `spoken` in a longest common subsequence with `shown`. */
function commonWords(spoken: readonly string[], shown: readonly string[]): number[] {
  const lengths = Array.from({ length: spoken.length + 1 }, () => new Array<number>(shown.length + 1).fill(0));
  const at = (row: number, column: number): number => lengths[row]?.[column] ?? 0;
  for (let row = spoken.length - 1; row >= 0; row -= 1) {
    for (let column = shown.length - 1; column >= 0; column -= 1) {
      const same = spoken[row] === shown[column];
      const length = same ? at(row + 1, column + 1) + 1 : Math.max(at(row + 1, column), at(row, column + 1));
      lengths[row]?.splice(column, 1, length);
    }
  }
  const indices: number[] = [];
  for (let row = 0, column = 0; row < spoken.length && column < shown.length;) {
    if (spoken[row] === shown[column]) {
      indices.push(row);
      row += 1;
      column += 1;
    } else if (at(row + 1, column) >= at(row, column + 1)) row += 1;
    else column += 1;
  }
  return indices;
}

function keysOf(text: string, language: string): string[] {
  return tokenize(text, language).map(({ key }) => key);
}
