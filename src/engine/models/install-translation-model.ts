import { createReadStream, createWriteStream } from 'node:fs';
import { rename, rm, statfs } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { makeFolder } from '../make-folder.ts';
import { EngineError } from '../errors.ts';
import { writeFailure } from './download-errors.ts';
import { downloadFile } from './download-file.ts';
import { fileUrl, type Mirror } from './mirror.ts';
import { bytesOf, type CatalogueFile, type CataloguePair, type CatalogueRole } from './translation-catalogue.ts';

/** How far the download of a pair is. */
export interface InstallProgress {
  readonly pair: string;
  /** Of all files of the pair. */
  readonly receivedBytes: number;
  /** Absent where nobody knows it. */
  readonly totalBytes: number | undefined;
}

interface InstallContext {
  readonly mirror: Mirror;
  /** Folder of the user's models. */
  readonly folder: string;
  readonly signal: AbortSignal;
  readonly onProgress?: (progress: InstallProgress) => void;
}

/** Below the folder of the models, so that a finished pair is moved and not copied. */
const UNFINISHED = '.unfinished';

/** What the local translator looks for in the folder of a pair. */
const NAMES: Readonly<Record<CatalogueRole, string>> = {
  model: 'model.bin',
  vocab: 'vocab.spm',
  srcvocab: 'srcvocab.spm',
  trgvocab: 'trgvocab.spm',
};

/**
 * Downloads a pair into `<folder>/<pair>`, in the place of an older copy. The folder of the pair appears when all of its
 * files are whole. After a failure, what has arrived waits in `<folder>/.unfinished` for the next try.
 * @throws EngineError `download-failed` or `output-unwritable`.
 */
export async function installTranslationModel(wanted: CataloguePair, context: InstallContext): Promise<void> {
  const { folder, signal } = context;
  const unfinished = path.join(folder, UNFINISHED, wanted.pair);
  const checked = wanted.files.map((file) => withChecksum(wanted.pair, file));
  await makeModelFolder(unfinished);
  await needSpace(wanted, folder);
  await downloadAll(wanted, checked, { ...context, unfinished });
  const ready = path.join(unfinished, 'ready');
  await rm(ready, { recursive: true, force: true });
  await makeModelFolder(ready);
  for (const file of checked) {
    await unpack(partFile(unfinished, file), path.join(ready, NAMES[file.role]), file.path.endsWith('.gz'));
    signal.throwIfAborted();
  }
  await replaceFolder(path.join(folder, wanted.pair), ready, path.join(unfinished, 'old'));
  await rm(unfinished, { recursive: true, force: true });
}

type CheckedFile = CatalogueFile & { readonly sha256: string };

async function downloadAll(
  wanted: CataloguePair,
  files: readonly CheckedFile[],
  { mirror, unfinished, signal, onProgress }: InstallContext & { readonly unfinished: string },
): Promise<void> {
  const allKnown = files.every(({ bytes }) => bytes !== undefined);
  const totalBytes = allKnown ? bytesOf(wanted) : undefined;
  let before = 0;
  for (const file of files) {
    let received = 0;
    const { sha256, bytes } = file;
    const target = partFile(unfinished, file);
    const known = bytes === undefined ? {} : { bytes };
    await downloadFile(
      { url: fileUrl(mirror, file.path), target, sha256, ...known },
      {
        signal,
        onProgress: (bytesOfFile) => {
          received = bytesOfFile;
          onProgress?.({ pair: wanted.pair, receivedBytes: before + received, totalBytes });
        },
      },
    );
    before += bytes ?? received;
  }
}

/** Named by its content: another version of the file does not go on where this one stopped. */
function partFile(folder: string, { sha256 }: CheckedFile): string {
  return path.join(folder, `${sha256}.part`);
}

async function unpack(from: string, to: string, compressed: boolean): Promise<void> {
  try {
    if (compressed) await pipeline(createReadStream(from), createGunzip(), createWriteStream(to));
    else await rename(from, to);
  } catch (error) {
    throw writeFailure(to, error);
  }
}

/** A reader sees the old folder or the new one, and for a moment none, but never half of one. */
async function replaceFolder(target: string, ready: string, old: string): Promise<void> {
  try {
    await rm(old, { recursive: true, force: true });
    await rename(target, old).catch((error: unknown) => {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    });
    await rename(ready, target);
  } catch (error) {
    throw writeFailure(target, error);
  }
}

async function makeModelFolder(folder: string): Promise<void> {
  await makeFolder(folder).catch((error: unknown) => {
    throw writeFailure(folder, error);
  });
}

/** Refuses before the download what cannot be written behind it. */
async function needSpace(wanted: CataloguePair, folder: string): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  const needed = bytesOf(wanted);
  if (bavail * bsize >= needed) return;
  throw new EngineError(
    'output-unwritable',
    `The translation model ${wanted.pair} needs ${megabytes(needed)} MB, but ${folder} has ${megabytes(bavail * bsize)} MB left.`,
    { hint: 'Free some space, then run the same command again.' },
  );
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(0);
}

function withChecksum(pair: string, file: CatalogueFile): CheckedFile {
  const { sha256 } = file;
  if (sha256 !== undefined) return { ...file, sha256 };
  throw new EngineError(
    'download-failed',
    `The list of the mirror has no checksum of ${file.path}, a part of ${pair}.`,
    {
      hint: 'Read its list anew with --refresh, or name another mirror with --mirror.',
    },
  );
}
