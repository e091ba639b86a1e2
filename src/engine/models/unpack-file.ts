import { createReadStream } from 'node:fs';
import { rename } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { EngineError } from '../errors.ts';
import { makeFolder } from '../make-folder.ts';
import { cannotWrite, wrongFile } from './download-errors.ts';
import type { FileHash } from './file-hash.ts';
import type { ModelFile } from './model-entry.ts';
import { unpackArchive } from './unpack-archive.ts';
import { writeHashed } from './write-hashed.ts';

/** A packed model is no smaller than this part of itself; what is smaller was made to fill a disk. */
const MOST_UNPACKED = 20;

/** Small files may be packed better. */
const ALWAYS_UNPACKED_BYTES = 50e6;

interface UnpackFileOptions {
  readonly folder: string;
  /** The file as it was downloaded. */
  readonly served: FileHash;
  readonly signal: AbortSignal;
  /** Told after each piece of what is packed, with what was read so far. */
  readonly onProgress?: (readBytes: number) => void;
}

/**
 * Makes what a model uses of a downloaded file, and gives the hashes of that by name. A file that is not packed is moved.
 * @throws EngineError `download-failed` where it cannot be unpacked, `output-unwritable`; the reason of the signal where
 *   that aborts.
 */
export async function unpackFile(
  part: string,
  { url, name, packing, members }: ModelFile,
  options: UnpackFileOptions,
): Promise<ReadonlyMap<string, FileHash>> {
  const { folder, served, signal, onProgress } = options;
  const target = path.join(folder, name);
  await makeFolder(path.dirname(target)).catch(cannotWrite(target));
  const mostBytes = Math.max(ALWAYS_UNPACKED_BYTES, served.bytes * MOST_UNPACKED);
  switch (packing) {
    case undefined: {
      await rename(part, target).catch(cannotWrite(target));
      return new Map([[name, served]]);
    }
    case 'gzip':
      return new Map([[name, await gunzip(part, target, { url, mostBytes, signal })]]);
    case 'tar.bz2':
      return unpackArchive(part, { url, folder, members, mostBytes, signal, onProgress });
  }
}

async function gunzip(
  part: string,
  target: string,
  { url, mostBytes, signal }: { readonly url: string; readonly mostBytes: number; readonly signal: AbortSignal },
): Promise<FileHash> {
  const pieces = createGunzip();
  const packed = pipeline(createReadStream(part), pieces, { signal });
  // What goes wrong in it is met by whoever reads the pieces.
  packed.catch(() => undefined);
  try {
    return await writeHashed(target, limited(pieces, mostBytes, url));
  } catch (error) {
    signal.throwIfAborted();
    throw error instanceof EngineError ? error : wrongFile(url, 'it cannot be unpacked');
  }
}

async function* limited(pieces: Readable, mostBytes: number, url: string): AsyncGenerator<Buffer> {
  let bytes = 0;
  for await (const piece of pieces as AsyncIterable<Buffer>) {
    bytes += piece.length;
    if (bytes > mostBytes) throw wrongFile(url, `unpacked it is larger than ${Math.round(mostBytes / 1e6)} MB`);
    yield piece;
  }
}
