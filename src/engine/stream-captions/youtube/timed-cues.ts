import { textUnits, tokenize } from '../../../protocol/text-units.ts';

/** A line is no wider, in units of `textUnits`, and a cue has so many lines. */
const LINE_UNITS = 40;
const MOST_LINES = 2;

/** What YouTube shows from a time on, until the next one. */
export interface TimedCue {
  /** In milliseconds of the wall clock. */
  readonly atMs: number;
  readonly lines: readonly string[];
}

interface SpokenText {
  readonly text: string;
  /** BCP-47 tag. */
  readonly language: string;
  /** When it was said, in milliseconds of the wall clock. */
  readonly startMs: number;
  readonly endMs: number;
}

/** A text in cues of two lines. Each begins when about so much of the text was said as stands before it. */
export function timedCues({ text, language, startMs, endMs }: SpokenText): readonly TimedCue[] {
  const lines = linesOf(text.replace(/\s+/gu, ' ').trim(), language);
  const units = lines.map(textUnits);
  const all = sum(units);
  const cues: TimedCue[] = [];
  for (let first = 0; first < lines.length; first += MOST_LINES) {
    const before = sum(units.slice(0, first));
    const atMs = Math.round(startMs + ((endMs - startMs) * before) / all);
    cues.push({ atMs, lines: lines.slice(first, first + MOST_LINES) });
  }
  return cues;
}

function linesOf(text: string, language: string): readonly string[] {
  const lines: string[] = [];
  let from = 0;
  let to = 0;
  for (const { start, end } of tokenize(text, language, LINE_UNITS)) {
    if (to > from && textUnits(text.slice(from, end)) > LINE_UNITS) {
      lines.push(text.slice(from, to));
      from = start;
    }
    to = end;
  }
  return to > from ? [...lines, text.slice(from, to)] : lines;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
