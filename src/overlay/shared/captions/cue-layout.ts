import { isUnspacedCharacter, sharedLength, tokenize } from '../../../protocol/text-units.ts';
import { fillLines } from './line-balance.ts';

/** One line of a broken text. */
export interface Line {
  readonly text: string;
  /** Where it begins in the whole text. */
  readonly start: number;
}

interface BreakOptions {
  /** Width of a line in units, see `textUnits`. */
  readonly maxUnits: number;
  /** BCP-47 tag of the text. */
  readonly language: string;
  /** The first lines of the same text as they were shown. Empty where none was. */
  readonly shown?: readonly string[];
  /** True where more words will follow: the last line need not be as long as the others. */
  readonly grows?: boolean;
}

/**
 * Breaks a text into lines. Words that are on the screen keep their line as long as the text before them stays the same;
 * the others are spread over lines of about the same length, so that no word stands alone.
 */
export function breakLines(text: string, options: BreakOptions): readonly Line[] {
  const { maxUnits, language, shown = [], grows = false } = options;
  const kept = keptLines(text, shown, options);
  const start = kept.length === 0 ? 0 : nextStart(text, lineEnd(kept.at(-1)));
  const tokens = tokenize(text.slice(start), language, maxUnits);
  const fixedLength = sharedLength(text.slice(start), shown[kept.length] ?? '');
  const fixed = tokens.filter(({ end }) => end <= fixedLength).length;
  const rest = fillLines(tokens, { maxUnits, fixed, grows }).map(([first, last]) => ({
    text: text.slice(start + first.start, start + last.end),
    start: start + first.start,
  }));
  return [...kept, ...rest];
}

/** The shown lines that may stay as they are: all but the last one, which can still grow. */
function keptLines(text: string, shown: readonly string[], options: BreakOptions): readonly Line[] {
  const kept: Line[] = [];
  let start = 0;
  for (const line of shown.slice(0, -1)) {
    const end = start + line.length;
    if (!text.startsWith(line, start) || end >= text.length || !mayBreakAt(text, end) || !fits(line, options)) break;
    kept.push({ text: line, start });
    start = nextStart(text, end);
  }
  return kept;
}

function fits(line: string, { maxUnits, language }: BreakOptions): boolean {
  return fillLines(tokenize(line, language, maxUnits), { maxUnits, fixed: 0, grows: true }).length === 1;
}

function mayBreakAt(text: string, index: number): boolean {
  const after = String.fromCodePoint(text.codePointAt(index) ?? 0);
  return after === ' ' || isUnspacedCharacter(after) || isUnspacedCharacter(text.charAt(index - 1));
}

function lineEnd(line: Line | undefined): number {
  return line ? line.start + line.text.length : 0;
}

function nextStart(text: string, end: number): number {
  return text[end] === ' ' ? end + 1 : end;
}
