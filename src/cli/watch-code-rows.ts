import { renderUnicodeCompact } from 'uqr';
import type { Span } from './wrapped-line.ts';

/**
 * The address as a picture that a phone reads, two rows of it in each line. Light on dark, as terminals usually are; phones
 * read both. Nothing where it does not fit into so many columns.
 */
export function watchCodeRows(url: string, columns: number): readonly Span[][] {
  const rows = renderUnicodeCompact(url, { border: 2 }).split('\n');
  return rows.some((row) => row.length >= columns) ? [] : rows.map((row) => [{ text: row }]);
}
