import { chmod, readFile, stat } from 'node:fs/promises';
import { EngineError, foreignMessage } from '../../engine/errors.ts';
import { hasCode } from '../../engine/system-code.ts';
import { writeWhole } from '../../engine/write-whole.ts';

/** The bits of everybody but the owner. Windows has none: there the folder is the user's own. */
const OTHERS = 0o077;

/** A file with secrets, as it was found. */
export interface PrivateText {
  readonly text: string;
  /** True where other users of this PC could read it, which is put right. */
  readonly wasOpen: boolean;
}

/**
 * Reads a file with secrets; undefined where there is none. One that others may read is closed to them first.
 * @throws EngineError `server-failed` where it cannot be read, or cannot be closed to others.
 */
export async function readPrivateFile(file: string): Promise<PrivateText | undefined> {
  try {
    const wasOpen = await isOpen(file);
    if (wasOpen) await chmod(file, 0o600);
    if (!(await isOpen(file))) return { text: await readFile(file, 'utf8'), wasOpen };
  } catch (error) {
    if (hasCode(error, 'ENOENT', 'ENOTDIR')) return undefined;
    throw unsafe(file, foreignMessage(error), error);
  }
  throw unsafe(file, 'other users of this PC may read it, and the file system does not let that be changed');
}

/**
 * Writes a file with secrets that nobody else may read, whole or not at all. Makes its folder.
 * @throws the error of the file system.
 */
export async function writePrivateFile(file: string, text: string): Promise<void> {
  await writeWhole(file, text, { mode: 0o600, folderMode: 0o700 });
}

async function isOpen(file: string): Promise<boolean> {
  return process.platform !== 'win32' && ((await stat(file)).mode & OTHERS) !== 0;
}

function unsafe(file: string, reason: string, cause?: unknown): EngineError {
  return new EngineError('server-failed', `The file ${file} with the token cannot be used: ${reason}.`, {
    hint: 'Delete it, so that a new one is made. On Linux, XDG_CONFIG_HOME names another folder.',
    stage: 'server',
    cause,
  });
}
