import type { Writable } from 'node:stream';
import { WriteStream } from 'node:tty';
import pc from 'picocolors';
import { cleanLine, cleanText } from '../protocol/clean-text.ts';
import { jsonText } from '../engine/json-text.ts';

// The only way from the command line to a terminal. What was written elsewhere, such as a caption, the name of a file or
// the words of an error, is cleaned here; colours and the cursor are ours alone.

/** What may be put into a `Printable`: text and numbers are cleaned. */
export type Shown = string | number | Printable;

/** A piece of a line with our own colours and moves of the cursor in it. Made by `printable` and `styles` only. */
export class Printable {
  /** Holds no sequences but ours. */
  readonly written: string;

  private constructor(written: string) {
    this.written = written;
  }

  static fromTemplate(parts: readonly string[], values: readonly Shown[]): Printable {
    return new Printable(parts.map((part, index) => part + writtenOf(values[index] ?? '')).join(''));
  }

  static styled(style: (text: string) => string, shown: Shown): Printable {
    return new Printable(style(writtenOf(shown)));
  }
}

/** A piece of a line, as a template: what stands in the source is ours and stays, what is put in is cleaned. */
export function printable(parts: TemplateStringsArray, ...values: readonly Shown[]): Printable {
  return Printable.fromTemplate(parts, values);
}

// Which stream a piece is for is known only when it is written, so it has its colours until then.
const looks = pc.createColors(true);

const styledBy =
  (style: (text: string) => string) =>
  (shown: Shown): Printable =>
    Printable.styled(style, shown);

/** Looks of a piece, where the stream is a terminal that has them. */
export const styles = {
  bold: styledBy(looks.bold),
  dim: styledBy(looks.dim),
  underline: styledBy(looks.underline),
  cyan: styledBy(looks.cyan),
  green: styledBy(looks.green),
  yellow: styledBy(looks.yellow),
  red: styledBy(looks.red),
};

/** Empties the line of the cursor. */
export const CLEAR_LINE = printable`\r\u001b[2K`;

/** Writes a piece without a line end. */
export function print(stream: Writable, shown: Shown): void {
  stream.write(writtenTo(stream, shown));
}

/** Writes one line. */
export function printLine(stream: Writable, shown: Shown): void {
  stream.write(`${writtenTo(stream, shown)}\n`);
}

/** Writes text that has lines of its own, such as a help, and may hold anything else. */
export function printText(stream: Writable, text: string): void {
  stream.write(cleanText(text));
}

/** Writes a value as JSON: on one line, or on several with `space`. */
export function printJson(stream: Writable, value: unknown, space?: number): void {
  stream.write(`${jsonText(value, space)}\n`);
}

function writtenTo(stream: Writable, shown: Shown): string {
  const written = writtenOf(shown);
  return hasColours(stream) ? written : written.replaceAll(LOOK, '');
}

/** What the looks write. Moves of the cursor are none of it. */
const LOOK = /\u001b\[\d{1,2}m/gu;

/** Whether a stream shows colours: a terminal by what Node knows of it, anything else by `FORCE_COLOR` only. */
function hasColours(stream: Writable): boolean {
  if (stream instanceof WriteStream) return stream.hasColors();
  const { NO_COLOR: no = '', FORCE_COLOR: forced = '' } = process.env;
  return no === '' && !['', '0', 'false'].includes(forced);
}

function writtenOf(shown: Shown): string {
  return shown instanceof Printable ? shown.written : cleanLine(String(shown));
}
