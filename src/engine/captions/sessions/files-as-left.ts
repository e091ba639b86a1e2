import type { Journal } from './journal.ts';
import { SessionScribe } from './session-scribe.ts';
import type { Piece } from './track-parts.ts';

/** The tail of a file is never longer, in bytes: a minute of speech that waits for its translations has less. */
const LONGEST_TAIL = 16_384;

/** What a file holds is compared byte by byte, also where a character was cut in two. */
const bytesOf = (text: string | Buffer): string => Buffer.from(text).toString('latin1');

/**
 * Which files of a session are as its process has left them: at some line of the journal it wrote just that, or more. The
 * others were changed by somebody.
 * @param found what the files hold, by their names.
 */
export function filesAsLeft(
  found: ReadonlyMap<string, Buffer>,
  { header, records }: Pick<Journal, 'header' | 'records'>,
): ReadonlySet<string> {
  const open = new Map([...found].map(([name, text]) => [name, bytesOf(text).replace(/\n+$/u, '')]));
  const settled = new Map<string, string>();
  const asLeft = new Set<string>();
  const look = (tails: (name: string) => string): void => {
    for (const [name, text] of open) {
      const known = settled.get(name) ?? '';
      if (known.length + LONGEST_TAIL < text.length || !(known + tails(name)).startsWith(text)) continue;
      asLeft.add(name);
      open.delete(name);
    }
  };
  const scribe = new SessionScribe(header);
  const take = (pieces: readonly Piece[]): void => {
    for (const { file, text } of pieces) settled.set(file, (settled.get(file) ?? '') + bytesOf(text));
    let tails: ReadonlyMap<string, string> | undefined;
    look((name) => bytesOf((tails ??= scribe.tails()).get(name) ?? ''));
  };
  take(scribe.begin());
  for (const record of records) take(scribe.add(record));
  return asLeft;
}
