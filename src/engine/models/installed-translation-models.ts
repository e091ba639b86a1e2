import { readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { EngineError } from '../errors.ts';
import { writeFailure } from './download-errors.ts';

/** A pair in the user's folder. */
export interface InstalledPair {
  /** Such as `es-en`. */
  readonly pair: string;
  /** On disk. */
  readonly bytes: number;
}

/** The pairs in the user's folder, sorted by name; none where there is no folder. */
export async function installedPairs(folder: string): Promise<readonly InstalledPair[]> {
  const names = await readdir(folder).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  });
  const pairs: InstalledPair[] = [];
  for (const pair of names.toSorted()) {
    const inside = path.join(folder, pair);
    if (!pair.startsWith('.') && (await isFile(path.join(inside, 'model.bin')))) {
      pairs.push({ pair, bytes: await sizeOfFolder(inside) });
    }
  }
  return pairs;
}

/**
 * Deletes a pair of the user.
 * @throws EngineError `model-missing` where there is none, `output-unwritable` where it cannot be deleted.
 */
export async function removePair(folder: string, pair: string): Promise<void> {
  const names = (await installedPairs(folder)).map((installed) => installed.pair);
  if (!names.includes(pair)) {
    const others = names.length === 0 ? 'no models' : `only ${names.join(', ')}`;
    throw new EngineError('model-missing', `There is no translation model ${pair} in ${folder}; it has ${others}.`);
  }
  await rm(path.join(folder, pair), { recursive: true }).catch((error: unknown) => {
    throw writeFailure(path.join(folder, pair), error);
  });
}

async function isFile(file: string): Promise<boolean> {
  return stat(file).then(
    (found) => found.isFile(),
    () => false,
  );
}

async function sizeOfFolder(folder: string): Promise<number> {
  let bytes = 0;
  for (const name of await readdir(folder)) bytes += (await stat(path.join(folder, name))).size;
  return bytes;
}
