import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { chmod, mkdir, realpath, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

interface WholeOptions {
  /** Who may read and write the file; that of the former file, else the usual one, when absent. */
  readonly mode?: number;
  /** The same of its folder, where that has to be made. */
  readonly folderMode?: number;
}

/**
 * Writes a file so that nobody ever sees half of it: it gets its name when it is complete and on the disk. Makes its
 * folder. Where the name is a link, the file that it points to is replaced.
 * @throws the error of the file system; nothing has changed then.
 */
export async function writeWhole(
  file: string,
  content: string | AsyncIterable<Uint8Array>,
  { mode, folderMode }: WholeOptions = {},
): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true, mode: folderMode });
  const target = await realpath(file).catch(() => file);
  const wanted = mode ?? (await modeOf(target));
  const draft = `${target}.${randomUUID()}.part`;
  try {
    const pieces = Readable.from(typeof content === 'string' ? [content] : content, { objectMode: false });
    await pipeline(pieces, createWriteStream(draft, { flags: 'wx', flush: true, mode: wanted ?? 0o666 }));
    // What the process is told to take away from new files does not hold for one that was there.
    if (wanted !== undefined) await chmod(draft, wanted);
    await rename(draft, target);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}

async function modeOf(file: string): Promise<number | undefined> {
  const found = await stat(file).catch(() => undefined);
  return found && found.mode & 0o777;
}
