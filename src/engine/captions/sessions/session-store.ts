import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { EngineError, foreignReason } from '../../errors.ts';
import { hasCode } from '../../system-code.ts';
import { isNewerJournal, JOURNAL, parseJournal, type Journal } from './journal.ts';

// The folder in which each session has one of its own, with its journal.

/** The names of the folders in a folder; none where it is not there. @throws EngineError `input-unreadable`. */
export async function folderNames(root: string): Promise<readonly string[]> {
  try {
    const entries = await readdir(root, { withFileTypes: true });
    return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  } catch (error) {
    if (isMissing(error)) return [];
    throw unreadable(root, error);
  }
}

/**
 * Does something in each folder of a folder, also in those behind one where it fails.
 * @throws what failed first, at the end.
 */
export async function inEachFolder(root: string, work: (folder: string) => Promise<void>): Promise<void> {
  const faults: unknown[] = [];
  for (const name of await folderNames(root)) {
    await work(path.join(root, name)).catch((error: unknown) => faults.push(error));
  }
  if (faults.length > 0) throw faults[0];
}

/**
 * The journal in a folder; undefined where there is none, or one of a newer program.
 * @throws EngineError `input-unreadable`.
 */
export async function readJournal(folder: string): Promise<Journal | undefined> {
  return parseJournal((await journalText(folder)) ?? '');
}

/** Where a folder has a journal of a newer program. @throws EngineError `input-unreadable` with what to do. */
export async function refuseNewerJournal(folder: string): Promise<void> {
  if (!isNewerJournal((await journalText(folder)) ?? '')) return;
  throw new EngineError('input-unreadable', `${path.join(folder, JOURNAL)} was written by a newer Overlingo.`, {
    hint: 'Read it with that version, or a newer one.',
  });
}

async function journalText(folder: string): Promise<string | undefined> {
  const file = path.join(folder, JOURNAL);
  try {
    // A pipe of that name would be waited for without an end.
    return (await stat(file)).isFile() ? await readFile(file, 'utf8') : undefined;
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw unreadable(file, error);
  }
}

function isMissing(error: unknown): boolean {
  return hasCode(error, 'ENOENT', 'ENOTDIR');
}

function unreadable(file: string, error: unknown): EngineError {
  return new EngineError('input-unreadable', `${file} cannot be read: ${foreignReason(error)}.`, {
    hint: 'Check who may read it.',
    cause: error,
  });
}
