import { canonicalTag } from '../../../protocol/language/parse-language.ts';
import { columnNamed, unknownColumn, type Column, type RawCell, type RawEntry } from './glossary-columns.ts';
import type { GlossaryProblem } from './glossary-problem.ts';

/** What a glossary file says, and what of it cannot be understood. */
export interface ParsedFile {
  readonly entries: readonly RawEntry[];
  readonly problems: readonly GlossaryProblem[];
}

/** What a column of this file holds. */
type Heading = { readonly written: string } & (
  { readonly column: Column } | { readonly tag: string } | { readonly unknown: true }
);

/** Reads a table with tabs between its cells. Its first line that is not empty names the columns. */
export function parseTsv(text: string): ParsedFile {
  const rows = text
    .split(/\r\n|\n|\r/u)
    .map((line, index) => ({ line: index + 1, cells: line.split('\t').map(unquoted) }))
    .filter(({ cells }) => cells.some((cell) => cell !== ''));
  const [head, ...body] = rows;
  if (!head) return { entries: [], problems: [] };
  const headings = head.cells.map(headingOf);
  const problems = headingProblems(headings, head.line);
  // Without terms, every line would be wrong for the same reason.
  if (!headings.some((heading) => 'column' in heading && heading.column === 'term')) return { entries: [], problems };
  const entries = body.map(({ line, cells }) => {
    if (cells.slice(headings.length).some((cell) => cell !== '')) {
      problems.push({
        line,
        text: `this line has ${cells.length} cells, but the first line names ${headings.length} columns; remove a tab or name the column`,
      });
    }
    return entryOf(line, cells, headings);
  });
  return { entries, problems };
}

/** Spreadsheets put quotation marks around some cells, and double those inside. */
function unquoted(cell: string): string {
  const trimmed = cell.trim();
  if (!/^"(?:[^"]|"")*"$/u.test(trimmed)) return trimmed;
  return trimmed.slice(1, -1).replaceAll('""', '"').trim();
}

function headingOf(written: string): Heading {
  const column = columnNamed(written);
  if (column) return { written, column };
  const tag = canonicalTag(written);
  return tag === undefined ? { written, unknown: true } : { written, tag };
}

function headingProblems(headings: readonly Heading[], line: number): GlossaryProblem[] {
  const problems: GlossaryProblem[] = [];
  const seen = new Set<string>();
  for (const heading of headings) {
    const { written: column } = heading;
    const name = 'column' in heading ? heading.column : 'tag' in heading ? heading.tag : undefined;
    if (column === '') problems.push({ line, text: 'a column has no name; name it or remove it' });
    else if (name === undefined) problems.push({ line, column, text: unknownColumn(column, 'column') });
    else if (seen.has(name)) problems.push({ line, column, text: 'this column appears twice; remove one' });
    else seen.add(name);
  }
  if (!seen.has('term')) {
    problems.push({
      line,
      text: 'the first line names no column "term"; name the columns there, with tabs between them',
    });
  }
  return problems;
}

function entryOf(line: number, cells: readonly string[], headings: readonly Heading[]): RawEntry {
  const columns = new Map<Column, RawCell>();
  const translations = new Map<string, RawCell>();
  for (const [index, heading] of headings.entries()) {
    const text = cells[index] ?? '';
    const column = heading.written;
    if (text === '') continue;
    if ('tag' in heading) translations.set(heading.tag, { texts: [text], line, column });
    if ('column' in heading) columns.set(heading.column, { texts: textsOf(text, heading.column), line, column });
  }
  return { line, cells: columns, translations };
}

function textsOf(text: string, column: Column): readonly string[] {
  return column === 'sounds-like' ? text.split('|').map((variant) => variant.trim()) : [text];
}
