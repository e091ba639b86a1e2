import { textUnits, tokenize } from '../../../protocol/text-units.ts';
import { breakKind, type BreakKind } from './break-kind.ts';
import { spokenTimes, type Spoken } from './spoken-times.ts';
import { isWideText, lineUnits, readingMs } from './subtitle-rules.ts';

/** What stays in one line, such as a word with its marks, and when it is spoken. */
export interface TimedPiece {
  readonly text: string;
  /** What stands between it and the piece before, if both are in one line. */
  readonly space: string;
  /** Width of the piece, and of the space before it. */
  readonly units: number;
  readonly spaceUnits: number;
  /** How long the piece, and the space before it, are read, in milliseconds. */
  readonly readMs: number;
  readonly spaceReadMs: number;
  /** Media time in milliseconds. */
  readonly startMs: number;
  readonly endMs: number;
  /** What a break behind it would tear apart. */
  readonly breakAfter: BreakKind;
  /** Width of a line for the text that it is of, in units. */
  readonly lineUnits: number;
}

/** One text of a caption. */
export interface PieceSource extends Spoken {
  /** In one line, without space at its ends; empty for nothing. */
  readonly text: string;
  /** BCP-47 tag of the text. */
  readonly language: string;
}

/** Takes a text apart where lines and subtitles may be broken. */
export function timedPieces({ text, language, ...spoken }: PieceSource): readonly TimedPiece[] {
  const isWide = isWideText(textUnits(text), charactersOf(text));
  const width = lineUnits(isWide);
  const tokens = tokenize(text, language, width).filter(({ start, end }) => text.slice(start, end).trim() !== '');
  const times = spokenTimes(spoken);
  const lengths = tokens.map(({ start, end }) => text.slice(start, end).replace(/\s/gu, '').length);
  const total = lengths.reduce((sum, length) => sum + length, 0);
  let spokenLength = 0;
  return tokens.map(({ start, end, units }, index) => {
    const piece = text.slice(start, end);
    const before = tokens[index - 1];
    const after = tokens[index + 1];
    // Between captions stands a space, but not between characters that fill their square.
    const space = before ? text.slice(before.end, start) : units > charactersOf(piece) ? '' : ' ';
    const from = spokenLength / total;
    spokenLength += lengths[index] ?? 0;
    const next = after && { next: text.slice(after.start, after.end), space: text.slice(end, after.start) };
    return {
      text: piece,
      space,
      units,
      spaceUnits: space.length,
      readMs: readingMs(charactersOf(piece), isWide),
      spaceReadMs: readingMs(space.length, isWide),
      startMs: times.startOf(from),
      endMs: times.endOf(spokenLength / total),
      breakAfter: next ? breakKind({ piece, language, ...next }) : 'caption',
      lineUnits: width,
    };
  });
}

const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });

function charactersOf(text: string): number {
  if (/^[\x20-\x7f]*$/u.test(text)) return text.length;
  return Array.from(graphemes.segment(text)).length;
}
