import path from 'node:path';
import { hashFile } from './file-hash.ts';
import { readManifest } from './model-manifest.ts';

/** What became of a model since it was downloaded. `unknown`: nobody noted what it was, as where it was put by hand. */
export type Verdict =
  | { readonly type: 'whole' }
  | { readonly type: 'unknown' }
  | { readonly type: 'damaged'; readonly files: readonly string[] };

/** Reads all files of a model again, and compares them with what was downloaded. */
export async function verifyModel(folder: string, signal: AbortSignal): Promise<Verdict> {
  const manifest = await readManifest(folder);
  if (!manifest) return { type: 'unknown' };
  const damaged: string[] = [];
  for (const [name, { sha256 }] of Object.entries(manifest.files)) {
    const found = await hashFile(path.join(folder, name), signal).catch(() => undefined);
    signal.throwIfAborted();
    if (found?.sha256 !== sha256) damaged.push(name);
  }
  return damaged.length === 0 ? { type: 'whole' } : { type: 'damaged', files: damaged };
}
