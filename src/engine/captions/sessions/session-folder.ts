import { constants, existsSync } from 'node:fs';
import { mkdir, open, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { FileDraft } from '../../file-draft.ts';
import { makeFolder } from '../../make-folder.ts';
import { hasCode } from '../../system-code.ts';
import { localDate } from '../clock-text.ts';

/** What was said is the business of the user alone. Windows keeps the folders of a user from others by itself. */
const FOLDER_MODE = 0o700;
const FILE_MODE = 0o600;

/** More sessions in one second are a loop. */
const MOST_IN_A_SECOND = 1000;

/** Makes the folder for the folders of sessions, and those above it. @throws the error of the file system. */
export async function makeTranscriptsFolder(root: string): Promise<void> {
  await makeFolder(root, FOLDER_MODE);
}

/**
 * Makes the folder of a session, which nobody else has, and those above it.
 * @param startedAt names it, in local time, such as `2026-11-27_20-15-03`; with a number behind it where that is taken.
 * @returns its path.
 * @throws the error of the file system.
 */
export async function makeSessionFolder(root: string, startedAt: Date): Promise<string> {
  await makeTranscriptsFolder(root);
  const name = folderName(startedAt);
  for (let count = 1; ; count += 1) {
    const folder = path.join(root, count === 1 ? name : `${name}-${count}`);
    try {
      await mkdir(folder, { mode: FOLDER_MODE });
      return folder;
    } catch (error) {
      if (!hasCode(error, 'EEXIST') || count === MOST_IN_A_SECOND) throw error;
    }
  }
}

/**
 * Makes a file with its first text, such as a header without which it is not valid: it gets its name with that.
 * @throws the error of the file system; the file is not there then, or is somebody's.
 */
export async function createFile(file: string, text: string | Uint8Array): Promise<void> {
  if (existsSync(file)) throw Object.assign(new Error(`${file} is there already.`), { code: 'EEXIST' });
  const draft = await FileDraft.open(file, FILE_MODE);
  try {
    await draft.write(text);
    await draft.commit();
  } catch (error) {
    await draft.discard();
    throw error;
  }
}

/**
 * Puts a text behind a file, whole or not at all; it is on the disk then, also if the power goes. The file is found by its
 * name each time: one that was deleted meanwhile would take everything and keep nothing.
 * @throws the error of the file system; the file is as it was then.
 */
export async function appendWhole(file: string, text: string): Promise<void> {
  const handle = await open(file, constants.O_WRONLY | constants.O_APPEND);
  try {
    const { size } = await handle.stat();
    await written(handle, text).catch(async (error: unknown) => {
      await handle.truncate(size);
      throw error;
    });
  } finally {
    await handle.close();
  }
}

async function written(handle: FileHandle, text: string): Promise<void> {
  await handle.appendFile(text);
  await handle.datasync();
}

function folderName(startedAt: Date): string {
  const { day, time } = localDate(startedAt);
  return `${day}_${time.join('-')}`;
}
