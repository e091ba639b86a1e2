import { readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { EngineError } from '../errors.ts';
import { hasCode } from '../system-code.ts';
import { unwritable } from './download-errors.ts';
import { withInstallLock } from './install-lock.ts';
import { unfinishedFolder } from './install-model.ts';
import { nameOf, type ModelKind } from './model-entry.ts';

/** A model in the user's folder. */
export interface InstalledModel {
  /** Name of its folder, such as `es-en` or `kroko-en`. */
  readonly id: string;
  /** On disk. */
  readonly bytes: number;
}

/** What each kind of model has in its folder; another folder is none of ours. */
const NEEDED: Readonly<Record<ModelKind, RegExp>> = {
  translation: /^model\.bin$/u,
  speech: /\.(?:onnx|ort|gguf|bin)$/u,
};

/** The models of a kind in the user's folder, sorted by name; none where there is no folder. */
export async function installedModels(kind: ModelKind, folder: string): Promise<readonly InstalledModel[]> {
  const models: InstalledModel[] = [];
  for (const id of (await namesIn(folder)).toSorted()) {
    if (id.startsWith('.')) continue;
    const inside = path.join(folder, id);
    const files = await namesIn(inside);
    if (files.some((name) => NEEDED[kind].test(name))) models.push({ id, bytes: await sizeOfFolder(inside) });
  }
  return models;
}

/**
 * Deletes a model of the user, and what has arrived of a newer copy.
 * @throws EngineError `model-missing` where there is nothing of it, `output-unwritable` where it cannot be deleted.
 */
export async function removeModel(kind: ModelKind, folder: string, id: string): Promise<void> {
  const ids = (await installedModels(kind, folder)).map((installed) => installed.id);
  const begun = await namesIn(unfinishedFolder(folder, ''));
  if (!ids.includes(id) && !begun.includes(id)) {
    const others = ids.length === 0 ? 'no models' : `only ${ids.join(', ')}`;
    throw new EngineError('model-missing', `There is no ${nameOf({ kind, id })} in ${folder}; it has ${others}.`);
  }
  const unfinished = unfinishedFolder(folder, id);
  await withInstallLock(`${unfinished}.lock`, `The ${nameOf({ kind, id })}`, async () => {
    for (const place of [path.join(folder, id), unfinished]) {
      await rm(place, { recursive: true, force: true }).catch((error: unknown) => {
        throw unwritable(place, error);
      });
    }
  });
}

/** No names where there is no such folder. */
async function namesIn(folder: string): Promise<readonly string[]> {
  return readdir(folder).catch((error: unknown) => {
    if (hasCode(error, 'ENOENT', 'ENOTDIR')) return [];
    throw error;
  });
}

/** With what lies in folders of it, as tokenizers do. */
async function sizeOfFolder(folder: string): Promise<number> {
  let bytes = 0;
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isDirectory()) bytes += (await stat(path.join(entry.parentPath, entry.name))).size;
  }
  return bytes;
}
