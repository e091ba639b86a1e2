import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { unwritable } from './download-errors.ts';
import type { FileHash } from './file-hash.ts';

/**
 * Writes a new file and gives its hash.
 * @throws EngineError `output-unwritable`; an error of `pieces` as it is.
 */
export async function writeHashed(file: string, pieces: AsyncIterable<Uint8Array>): Promise<FileHash> {
  const hash = createHash('sha256');
  let bytes = 0;
  const failed = (error: unknown): never => {
    throw unwritable(file, error);
  };
  const handle = await open(file, 'wx').catch(failed);
  try {
    for await (const piece of pieces) {
      hash.update(piece);
      bytes += piece.length;
      await handle.writeFile(piece).catch(failed);
    }
  } finally {
    await handle.close();
  }
  return { sha256: hash.digest('hex'), bytes };
}
