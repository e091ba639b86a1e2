import type { Stats } from 'node:fs';
import { lstat, open, readFile, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { withFileLock } from '../../file-lock.ts';
import { hasCode } from '../../system-code.ts';
import { writeWhole } from '../../write-whole.ts';
import { isBeingWritten } from './being-written.ts';
import { JOURNAL, journalLine, type Journal, type JournalHeader, type JournalRecord } from './journal.ts';
import { inEachFolder, readJournal } from './session-store.ts';
import { appendWhole, createFile } from './session-folder.ts';
import { filesAsLeft } from './files-as-left.ts';
import { SessionScribe } from './session-scribe.ts';
import { textsOf } from './track-parts.ts';

/** The last line of a journal is not longer, in bytes, where it is that of an end. */
const LONGEST_END = 80;

/**
 * Completes the sessions that were cut short, as by a power cut: their files get what their journal holds. A file that
 * was changed meanwhile stays as it is.
 * @param onCompleted told of each one.
 * @throws the first error of the file system, or EngineError `input-unreadable`, `output-unwritable`, once all others are
 *   complete.
 */
export async function completeSessions(root: string, onCompleted: (folder: string) => void): Promise<void> {
  await inEachFolder(root, async (folder) => {
    if (await hasEnded(folder)) return;
    // Only one of two programs that start at once may do it.
    const isDone = await withFileLock(path.join(folder, JOURNAL), () => complete(folder));
    if (isDone) onCompleted(folder);
  });
}

/** The files of a session and all of their text, as its journal has it. */
export function wholeFiles(header: JournalHeader, records: readonly JournalRecord[]): ReadonlyMap<string, string> {
  const scribe = new SessionScribe(header);
  return textsOf([...scribe.begin(), ...records.flatMap((record) => scribe.add(record))]);
}

async function complete(folder: string): Promise<boolean> {
  const journal = await readJournal(folder);
  if (!journal || isBeingWritten(journal.header) || journal.records.at(-1)?.type === 'session-end') return false;
  const end: JournalRecord = { type: 'session-end', atMs: lastTime(journal) };
  const records = [...journal.records, end];
  const whole = wholeFiles(journal.header, records);
  const found = new Map<string, Buffer>();
  for (const [name, text] of whole) {
    const place = path.join(folder, name);
    // What was being made when the process was killed.
    await rm(`${place}.part`, { force: true });
    const stats = await statsOf(place);
    if (!stats) await createFile(place, text);
    // A link or a pipe is none of ours.
    else if (stats.isFile()) found.set(name, await readFile(place));
  }
  for (const name of filesAsLeft(found, { ...journal, records })) {
    await writeWhole(path.join(folder, name), whole.get(name) ?? '');
  }
  const file = path.join(folder, JOURNAL);
  // Behind half a line, which a power cut leaves.
  const isWhole = (await readFile(file, 'utf8')).endsWith('\n');
  await appendWhole(file, `${isWhole ? '' : '\n'}${journalLine(end)}`);
  return true;
}

async function statsOf(file: string): Promise<Stats | undefined> {
  return lstat(file).catch((error: unknown) => {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw error;
  });
}

function lastTime({ records }: Journal): number {
  const times = records.map((record) => ('endMs' in record ? record.endMs : 'atMs' in record ? record.atMs : 0));
  return times.reduce((most, timeMs) => Math.max(most, timeMs), 0);
}

/** True where the last line says so, or where there is no journal. */
async function hasEnded(folder: string): Promise<boolean> {
  const file = path.join(folder, JOURNAL);
  const found = await stat(file).catch(() => undefined);
  if (!found?.isFile()) return true;
  const handle = await open(file);
  try {
    const length = Math.min(LONGEST_END, found.size);
    const { buffer } = await handle.read(Buffer.alloc(length), 0, length, found.size - length);
    return buffer.toString().includes('{"type":"session-end"');
  } finally {
    await handle.close();
  }
}
