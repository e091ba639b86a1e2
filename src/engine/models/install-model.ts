import { rename, rm, statfs } from 'node:fs/promises';
import path from 'node:path';
import { EngineError } from '../errors.ts';
import { makeFolder } from '../make-folder.ts';
import type { Clock } from '../pipeline/clock.ts';
import { hasCode } from '../system-code.ts';
import { cannotWrite, unwritable } from './download-errors.ts';
import { downloadFile } from './download-file.ts';
import { sizeOf, type FileHash } from './file-hash.ts';
import { withInstallLock } from './install-lock.ts';
import { downloadBytes, nameOf, type ModelEntry, type ModelFile } from './model-entry.ts';
import { isOf, readManifest, writeManifest, type CheckedBy, type ModelManifest } from './model-manifest.ts';
import { servedFileFacts } from './served-file-facts.ts';
import { unpackFile } from './unpack-file.ts';

/** How far the installation of a model is. */
export interface InstallProgress {
  readonly id: string;
  readonly step: 'download' | 'unpack';
  /** Of all files of the model; while it is unpacked, what has been read of the archive. */
  readonly receivedBytes: number;
  /** Absent where nobody knows it. */
  readonly totalBytes: number | undefined;
}

interface InstallContext {
  /** Folder of the user's models. */
  readonly folder: string;
  readonly signal: AbortSignal;
  readonly onProgress?: (progress: InstallProgress) => void;
  readonly clock?: Clock | undefined;
  /** Free space on the disk of a folder, in bytes; asked of the system when absent. */
  readonly freeBytes?: (folder: string) => Promise<number>;
}

/** Below the folder of the models, so that a finished model is moved and not copied. */
const UNFINISHED = '.unfinished';

/**
 * Downloads a model into `<folder>/<id>`, in the place of an older copy. The folder of the model appears when all of its
 * files are whole. After a failure, what has arrived waits in `<folder>/.unfinished` for the next try.
 * @throws EngineError `download-failed` or `output-unwritable`; the reason of the signal where that aborts.
 */
export async function installModel(entry: ModelEntry, context: InstallContext): Promise<ModelManifest> {
  const { folder, signal } = context;
  const unfinished = unfinishedFolder(folder, entry.id);
  return withInstallLock(`${unfinished}.lock`, `The ${nameOf(entry)}`, async () => {
    await makeFolder(unfinished).catch(cannotWrite(unfinished));
    const { wanted, checkedBy } = await withServedFacts(entry, signal);
    await needSpace(wanted, unfinished, context);
    const hashes = await downloadAll(wanted, unfinished, context);
    const ready = path.join(unfinished, 'ready');
    const files = await unpackAll(wanted, hashes, { ...context, unfinished, ready });
    const sources = wanted.files.map(({ url }, index) => ({ url, sha256: hashes[index]?.sha256 ?? '' }));
    const manifest = { id: entry.id, checkedBy, sources, files };
    await writeManifest(ready, manifest).catch(cannotWrite(ready));
    await replaceFolder(path.join(folder, entry.id), ready, path.join(unfinished, 'old'));
    await rm(unfinished, { recursive: true, force: true });
    return manifest;
  });
}

/** The installed model where it is the very one of an entry and its files have their sizes. */
export async function installedAlready(entry: ModelEntry, folder: string): Promise<ModelManifest | undefined> {
  const place = path.join(folder, entry.id);
  const manifest = await readManifest(place);
  if (!manifest || !isOf(manifest, entry)) return undefined;
  for (const [name, { bytes }] of Object.entries(manifest.files)) {
    if ((await sizeOf(path.join(place, name))) !== bytes) return undefined;
  }
  return manifest;
}

/** Where what has arrived of a model waits. */
export function unfinishedFolder(folder: string, id: string): string {
  return path.join(folder, UNFINISHED, id);
}

/** Adds what servers tell of files of which the list knows no checksum. */
async function withServedFacts(
  entry: ModelEntry,
  signal: AbortSignal,
): Promise<{ readonly wanted: ModelEntry; readonly checkedBy: CheckedBy }> {
  let checkedBy: CheckedBy = 'list';
  const files: ModelFile[] = [];
  for (const file of entry.files) {
    const served = file.sha256 === undefined ? await servedFileFacts(file.url, signal) : {};
    files.push({ ...file, sha256: file.sha256 ?? served.sha256, bytes: file.bytes ?? served.bytes });
    if (file.sha256 !== undefined || checkedBy === 'length') continue;
    checkedBy = served.sha256 === undefined ? 'length' : 'server';
  }
  return { wanted: { ...entry, files }, checkedBy };
}

/** Gives the hash of each file as it was served. */
async function downloadAll(
  wanted: ModelEntry,
  unfinished: string,
  { signal, onProgress, clock }: InstallContext,
): Promise<readonly FileHash[]> {
  const allKnown = wanted.files.every(({ bytes }) => bytes !== undefined);
  const hashes: FileHash[] = [];
  let before = 0;
  for (const file of wanted.files) {
    const { url, sha256, bytes } = file;
    const rest = downloadBytes(wanted) - (bytes ?? 0);
    const hash = await downloadFile(
      { url, target: partFile(unfinished, file), sha256, bytes },
      {
        signal,
        clock,
        onProgress: (received, total) => {
          const totalBytes = allKnown ? rest + (bytes ?? 0) : wanted.files.length === 1 ? total : undefined;
          onProgress?.({ id: wanted.id, step: 'download', receivedBytes: before + received, totalBytes });
        },
      },
    );
    hashes.push(hash);
    before += hash.bytes;
  }
  return hashes;
}

interface Unpacking extends InstallContext {
  readonly unfinished: string;
  /** Becomes the folder of the model. */
  readonly ready: string;
}

/** Gives the files of the model by their names. */
async function unpackAll(
  wanted: ModelEntry,
  hashes: readonly FileHash[],
  { unfinished, ready, signal, onProgress }: Unpacking,
): Promise<ModelManifest['files']> {
  await rm(ready, { recursive: true, force: true });
  await makeFolder(ready).catch(cannotWrite(ready));
  const made: [string, FileHash][] = [];
  for (const [index, file] of wanted.files.entries()) {
    const served = hashes[index] ?? { sha256: '', bytes: 0 };
    const files = await unpackFile(partFile(unfinished, file), file, {
      folder: ready,
      served,
      signal,
      onProgress: (receivedBytes) =>
        onProgress?.({ id: wanted.id, step: 'unpack', receivedBytes, totalBytes: served.bytes }),
    });
    made.push(...files);
    signal.throwIfAborted();
  }
  return Object.fromEntries(made.toSorted(([one], [other]) => (one < other ? -1 : 1)));
}

/** Named by its content: another version of the file does not go on where this one stopped. */
function partFile(folder: string, { sha256, name, url }: ModelFile): string {
  const served = `${path.basename(new URL(url).pathname)}-${name}`.replaceAll('/', '-');
  return path.join(folder, `${sha256 ?? `unchecked-${served}`}.part`);
}

/** A reader sees the old folder or the new one, and for a moment none, but never half of one. */
async function replaceFolder(target: string, ready: string, old: string): Promise<void> {
  try {
    await rm(old, { recursive: true, force: true });
    await rename(target, old).catch((error: unknown) => {
      if (!hasCode(error, 'ENOENT')) throw error;
    });
    await rename(ready, target);
  } catch (error) {
    throw unwritable(target, error);
  }
}

/** Refuses before the download what cannot be written behind it. */
async function needSpace(
  wanted: ModelEntry,
  unfinished: string,
  { folder, freeBytes = systemFreeBytes }: InstallContext,
): Promise<void> {
  let needed = wanted.files.some(({ packing }) => packing !== undefined) ? (wanted.installedBytes ?? 0) : 0;
  for (const file of wanted.files) {
    needed += Math.max(0, (file.bytes ?? 0) - (await sizeOf(partFile(unfinished, file))));
  }
  const free = await freeBytes(folder);
  if (free >= needed) return;
  throw new EngineError(
    'output-unwritable',
    `The ${nameOf(wanted)} needs ${megabytes(needed)} MB more, but ${folder} has ${megabytes(free)} MB left.`,
    { hint: 'Free some space, then run the same command again.' },
  );
}

async function systemFreeBytes(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(0);
}
