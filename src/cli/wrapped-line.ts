import { cleanLine } from '../protocol/clean-text.ts';
import { textUnits, tokenize, type Token } from '../protocol/text-units.ts';
import { printable, type Printable, type Shown } from './print.ts';

/** A piece of a line, and how it looks. It is cleaned when it is shown. */
export interface Span {
  readonly text: string;
  readonly look?: (shown: Shown) => Printable;
}

/** How a line is laid out in a terminal. */
export interface LineLayout {
  /** Columns of the terminal; `Infinity` where nothing is to be broken, as in a file. */
  readonly width: number;
  /** Columns at the left of all lines but the first. */
  readonly indent?: number;
  /** BCP-47 tag of the text, by which scripts without spaces are broken; any when absent. */
  readonly language?: string;
}

/** An address is clicked, or copied, as a whole. */
const ADDRESS = /[a-z]+:\/\/\S+/gu;

/** A line in as many as it needs, broken between words. A word that is wider than the terminal is broken anywhere. */
export function wrapped(spans: readonly Span[], { width, indent = 0, language = 'und' }: LineLayout): Printable[] {
  const cleaned = spans.map((span) => ({ ...span, text: cleanLine(span.text) }));
  const text = cleaned.map((span) => span.text).join('');
  const hanging = Math.min(indent, Math.floor(width / 3));
  const ranges = lineRanges(text, tokensOf(text, language, width - hanging), width, hanging);
  const margin = ' '.repeat(hanging);
  return ranges.map(([start, end], index) => printable`${index === 0 ? '' : margin}${cut(cleaned, start, end)}`);
}

/** A line that is not broken. */
export function unbroken(spans: readonly Span[]): Printable {
  return cut(
    spans.map((span) => ({ ...span, text: cleanLine(span.text) })),
    0,
    Infinity,
  );
}

/** The end of a text as far as it goes into a width, from the beginning of a word. Gives its index in the text. */
export function tailStart(text: string, width: number): number {
  const tokens = tokenize(text, 'und', width);
  let [start, units] = [text.length, 0];
  for (const token of tokens.toReversed()) {
    // What stands between two pieces of a text is spaces.
    units += token.units + (start === text.length ? 0 : start - token.end);
    if (units > width) break;
    ({ start } = token);
  }
  return start;
}

/** The beginning of a text as far as it goes into a width, with a sign where something is missing. */
export function shortened(text: string, width: number): string {
  if (textUnits(text) <= width) return text;
  let [end, units] = [0, 1];
  for (const token of tokenize(text, 'und', 0)) {
    units += token.units + (token.start - end);
    if (units > width) break;
    ({ end } = token);
  }
  return width < 1 ? '' : `${text.slice(0, end)}…`;
}

type Range = readonly [start: number, end: number];

function lineRanges(text: string, tokens: readonly Token[], width: number, indent: number): Range[] {
  const ranges: [start: number, end: number][] = [[0, tokens.length === 0 ? text.length : 0]];
  let units = 0;
  for (const token of tokens) {
    const last = ranges.at(-1) ?? [0, 0];
    const gap = token.start - last[1];
    const room = ranges.length === 1 ? width : width - indent;
    if (units > 0 && units + gap + token.units > room) {
      ranges.push([token.start, token.end]);
      units = token.units;
    } else {
      last[1] = token.end;
      units += gap + token.units;
    }
  }
  return ranges;
}

/** The pieces between which a line may end. */
function tokensOf(text: string, language: string, width: number): Token[] {
  const tokens: Token[] = [];
  const add = (start: number, end: number): void => {
    for (const { units, ...token } of tokenize(text.slice(start, end), language, width))
      tokens.push({ start: start + token.start, end: start + token.end, units });
  };
  let done = 0;
  for (const { index, 0: address } of text.matchAll(ADDRESS)) {
    add(done, index);
    done = index + address.length;
    tokens.push({ start: index, end: done, units: textUnits(address) });
  }
  add(done, text.length);
  return tokens;
}

function cut(spans: readonly Span[], start: number, end: number): Printable {
  let at = 0;
  let line = printable``;
  for (const { text, look } of spans) {
    const piece = text.slice(Math.max(0, start - at), Math.max(0, end - at));
    at += text.length;
    if (piece !== '') line = printable`${line}${look ? look(piece) : piece}`;
  }
  return line;
}
