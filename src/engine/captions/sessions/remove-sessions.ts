import { readdir, rm, rmdir } from 'node:fs/promises';
import path from 'node:path';
import { isBeingWritten } from './being-written.ts';
import { wholeFiles } from './complete-session.ts';
import { JOURNAL } from './journal.ts';
import { inEachFolder, readJournal } from './session-store.ts';

const DAY_MS = 86_400_000;

/**
 * Deletes the transcripts of sessions that began before so many days, and nothing that the program has not made: a folder in
 * which something else lies stays with that.
 * @param keepDays how many days sessions are kept.
 * @param onRemoved told of each one.
 * @throws the first error of the file system, or EngineError `input-unreadable`, once all others are deleted.
 */
export async function removeOldSessions(
  root: string,
  { keepDays, now, onRemoved }: { readonly keepDays: number; readonly now: Date; readonly onRemoved: () => void },
): Promise<void> {
  await inEachFolder(root, async (folder) => {
    const journal = await readJournal(folder);
    if (!journal || isBeingWritten(journal.header)) return;
    if (now.getTime() - Date.parse(journal.header.startedAt) < keepDays * DAY_MS) return;
    // The journal last: it says which files are ours.
    const files = [...wholeFiles(journal.header, journal.records).keys(), JOURNAL];
    for (const file of files) await rm(path.join(folder, file), { force: true });
    if ((await readdir(folder)).length === 0) await rmdir(folder);
    onRemoved();
  });
}
