import { stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { makeFolder } from './make-folder.ts';
import { FileDraft } from './file-draft.ts';

interface WholeOptions {
  /** Who may read and write the file; that of the former file, else the usual one, when absent. */
  readonly mode?: number;
  /** The same of its folder, where that has to be made. */
  readonly folderMode?: number;
}

/**
 * Writes a file so that nobody ever sees half of it: it gets its name when it is complete and on the disk. Makes its
 * folder. Where the name is a link, the file that it points to is replaced. A device or a pipe is written to.
 * @throws the error of the file system; nothing has changed then.
 */
export async function writeWhole(
  file: string,
  content: string | AsyncIterable<Uint8Array>,
  { mode, folderMode }: WholeOptions = {},
): Promise<void> {
  await makeFolder(path.dirname(file), folderMode);
  const found = await stat(file).catch(() => undefined);
  // Such as /dev/null, which must stay what it is.
  if (found && !found.isFile() && !found.isDirectory()) return writeFile(file, content);
  const draft = await FileDraft.open(file, mode);
  try {
    if (typeof content === 'string') await draft.write(content);
    else for await (const piece of content) await draft.write(piece);
    await draft.commit();
  } catch (error) {
    await draft.discard();
    throw error;
  }
}
