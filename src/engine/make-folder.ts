import { mkdirSync, statSync } from 'node:fs';
import { mkdir, stat } from 'node:fs/promises';
import path from 'node:path';

// Not with `recursive: true`: where the system says "no such folder" although the parent is there, as /proc does, Node tries
// again for ever.

/**
 * Makes a folder and those above it. Nothing happens where it is there.
 * @param mode who may use those that are made; the usual one when absent.
 * @throws the error of the file system.
 */
export async function makeFolder(folder: string, mode?: number): Promise<void> {
  if (await isFolder(folder)) return;
  const parent = path.dirname(folder);
  if (parent !== folder) await makeFolder(parent, mode);
  try {
    await mkdir(folder, { mode });
  } catch (error) {
    // Somebody else was faster.
    if (!(await isFolder(folder))) throw error;
  }
}

/** As `makeFolder`, without letting anything else run. */
export function makeFolderSync(folder: string, mode?: number): void {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true) return;
  const parent = path.dirname(folder);
  if (parent !== folder) makeFolderSync(parent, mode);
  try {
    mkdirSync(folder, { mode });
  } catch (error) {
    if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) throw error;
  }
}

async function isFolder(folder: string): Promise<boolean> {
  try {
    return (await stat(folder)).isDirectory();
  } catch {
    return false;
  }
}
