import { segmentsOf } from './segments.ts';

/** A piece of text that stays on one line, as a range of the text. */
export interface Token {
  readonly start: number;
  readonly end: number;
  readonly units: number;
}

/** Scripts that are written without spaces between words. */
const UNSPACED = /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}\p{sc=Laoo}\p{sc=Khmr}\p{sc=Mymr}\p{sc=Tibt}]/u;

/** Characters of double width: East Asian ones, and emoji. */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|[\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}|\p{RI}/u;

/** May not begin a line: closing marks, also those after a space (French), and small kana. */
const NEVER_FIRST = /^[\p{Pe}\p{Pf}!?,.:;%…、。，．！？：；・ー々〜ぁぃぅぇぉっゃゅょァィゥェォッャュョ]/u;

/** May not end a line: opening brackets and quotes. */
const NEVER_LAST = /[\p{Ps}\p{Pi}¿¡]$/u;

/** True where the character is of a script without spaces, so that a line may end beside it. */
export function isUnspacedCharacter(character: string): boolean {
  return UNSPACED.test(character);
}

/** The width of the text in units: 1 for each character, 2 for a wide one. Marks and joined emoji count as one. */
export function textUnits(text: string): number {
  // The common case, where every character counts 1.
  if (/^[\x00-\x7f]*$/.test(text)) return text.length;
  let units = 0;
  for (const { segment } of segmentsOf(segmenter('und', 'grapheme'), text)) units += WIDE.test(segment) ? 2 : 1;
  return units;
}

/** How many code units two texts, or items two lists, have in common at their beginnings. */
export function sharedLength(one: ArrayLike<string>, other: ArrayLike<string>): number {
  let length = 0;
  while (length < one.length && length < other.length && one[length] === other[length]) length += 1;
  return length;
}

/** The pieces of the text between which a line may end, none wider than `maxUnits` where that is possible. */
export function tokenize(text: string, language: string, maxUnits: number): readonly Token[] {
  const words: [start: number, end: number][] = [];
  for (const { index, 0: chunk } of text.matchAll(/[^ ]+/g)) {
    for (const [start, end] of UNSPACED.test(chunk) ? wordsOf(chunk, language) : [[0, chunk.length] as const]) {
      const last = words.at(-1);
      const glued =
        last &&
        (NEVER_FIRST.test(text.slice(index + start)) ||
          NEVER_LAST.test(text.slice(Math.max(last[0], last[1] - 2), last[1])));
      if (glued) last[1] = index + end;
      else words.push([index + start, index + end]);
    }
  }
  return words.flatMap(([start, end]) => {
    const units = textUnits(text.slice(start, end));
    return units <= maxUnits ? [{ start, end, units }] : graphemesOf(text, start, end);
  });
}

function wordsOf(chunk: string, language: string): [start: number, end: number][] {
  return [...segmentsOf(segmenter(language, 'word'), chunk)].map(({ index, segment }) => [
    index,
    index + segment.length,
  ]);
}

function graphemesOf(text: string, start: number, end: number): Token[] {
  return [...segmentsOf(segmenter('und', 'grapheme'), text.slice(start, end))].map(({ index, segment }) => ({
    start: start + index,
    end: start + index + segment.length,
    units: textUnits(segment),
  }));
}

const segmenters = new Map<string, Intl.Segmenter>();

function segmenter(language: string, granularity: 'grapheme' | 'word'): Intl.Segmenter {
  const key = `${granularity} ${language}`;
  let known = segmenters.get(key);
  if (!known) {
    known = newSegmenter(language, granularity);
    segmenters.set(key, known);
  }
  return known;
}

/** A tag that is no BCP-47 tag makes the constructor throw; the general rules serve then. */
function newSegmenter(language: string, granularity: 'grapheme' | 'word'): Intl.Segmenter {
  try {
    return new Intl.Segmenter(language, { granularity });
  } catch {
    return new Intl.Segmenter('und', { granularity });
  }
}
