import { lstat, readdir } from 'node:fs/promises';
import path from 'node:path';
import { EngineError } from '../../errors.ts';
import { chapterName, type Chapter } from '../chapter.ts';
import { withRecordingEvent, type Recording } from '../recording-clock.ts';
import { TranscriptBuilder } from '../transcript-builder.ts';
import type { TranscriptCue } from '../transcript-format.ts';
import { isBeingWritten } from './being-written.ts';
import { recordingEvent, type Journal, type JournalHeader } from './journal.ts';
import { folderNames, readJournal, refuseNewerJournal } from './session-store.ts';

/** A session as it was written. Times are milliseconds from its start. */
export interface StoredSession extends Pick<Journal, 'damaged'> {
  /** The name of its folder. */
  readonly id: string;
  readonly folder: string;
  readonly header: JournalHeader;
  /** In the order in which they were said. */
  readonly captions: readonly TranscriptCue[];
  readonly recordings: readonly Recording[];
  readonly chapters: readonly Chapter[];
  /** How long it lasted, in milliseconds. */
  readonly lengthMs: number;
  /** True while it is being written. */
  readonly isLive: boolean;
}

/** What commands take for the newest session. */
const LATEST = 'latest';

/**
 * The sessions in a folder, the newest first. What is no session is passed over.
 * @param onUnreadable told of each one that cannot be read: the others can.
 * @throws EngineError `input-unreadable` where the folder itself cannot be read; one that is not there holds nothing.
 */
export async function readSessions(
  root: string,
  onUnreadable: (error: EngineError) => void,
): Promise<readonly StoredSession[]> {
  const sessions: StoredSession[] = [];
  for (const id of await folderNames(root)) {
    try {
      const session = await sessionIn(root, id);
      if (session) sessions.push(session);
    } catch (error) {
      if (!(error instanceof EngineError)) throw error;
      onUnreadable(error);
    }
  }
  return sessions.toSorted(
    (one, other) =>
      Date.parse(other.header.startedAt) - Date.parse(one.header.startedAt) || (one.id < other.id ? 1 : -1),
  );
}

/**
 * One session. @param id the name of its folder, or `latest`.
 * @param onUnreadable told of each one that cannot be read, and so is passed over in the search for the latest.
 * @throws EngineError `input-missing` where there is none, `input-unreadable`.
 */
export async function readSession(
  root: string,
  id: string,
  onUnreadable: (error: EngineError) => void,
): Promise<StoredSession> {
  const faults: EngineError[] = [];
  const named = id === LATEST || path.basename(id) !== id ? undefined : await sessionIn(root, id);
  const found = id === LATEST ? (await readSessions(root, (fault) => faults.push(fault)))[0] : named;
  if (found) {
    for (const fault of faults) onUnreadable(fault);
    return found;
  }
  const [fault] = faults;
  if (fault) throw fault;
  const what = id === LATEST ? 'There is no session' : `There is no session "${id}"`;
  throw new EngineError('input-missing', `${what} in ${root}.`, {
    hint: 'See overlingo transcripts list, or name another folder with --folder.',
  });
}

/** How much a session takes on the disk, in bytes. */
export async function sessionBytes(folder: string): Promise<number> {
  const sizes = (await readdir(folder)).map(async (name) => (await lstat(path.join(folder, name))).size);
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}

async function sessionIn(root: string, id: string): Promise<StoredSession | undefined> {
  const folder = path.join(root, id);
  const journal = await readJournal(folder);
  if (!journal) {
    await refuseNewerJournal(folder);
    return undefined;
  }
  const { header, records, damaged } = journal;
  const builder = new TranscriptBuilder(header.targets);
  let recordings: readonly Recording[] = [];
  let endMs: number | undefined;
  const chapters = records.flatMap((record) =>
    record.type === 'chapter' ? [{ atMs: record.atMs, name: chapterName(record.name) }] : [],
  );
  const entries = records.flatMap((record) => {
    if (record.type === 'session-end') endMs = record.atMs;
    else if (record.type === 'recording') recordings = withRecordingEvent(recordings, recordingEvent(record));
    else if (record.type !== 'chapter') return builder.add(record);
    return [];
  });
  const captions = [...entries, ...builder.end()].map(({ cue }) => cue);
  // A file that is read faster than it is heard has captions behind the end.
  const lengthMs = captions.reduce((most, cue) => Math.max(most, cue.endMs), endMs ?? 0);
  const inOrder = captions.toSorted((one, other) => one.startMs - other.startMs);
  const isLive = endMs === undefined && isBeingWritten(header);
  return { id, folder, header, captions: inOrder, recordings, chapters, lengthMs, isLive, damaged };
}
