import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import type { ModelEntry } from './model-entry.ts';

/** In the folder of a downloaded model. */
const NAME = '.downloaded';

/**
 * What the files of a download were checked by: a checksum that came with the program or with the list of a mirror, one
 * that the server told, or only the length that the server announced.
 */
export type CheckedBy = 'list' | 'server' | 'length';

const fileSchema = z.object({ sha256: z.string(), bytes: z.number() });

const manifestSchema = z.object({
  id: z.string(),
  checkedBy: z.enum(['list', 'server', 'length']),
  /** What was downloaded. */
  sources: z.array(z.object({ url: z.string(), sha256: z.string() })),
  /** What that became, by its place in the folder of the model, with `/` between folders. */
  files: z.record(z.string(), fileSchema),
});

/** What is known of a downloaded model. */
export type ModelManifest = z.infer<typeof manifestSchema>;

/** The manifest of a model; `undefined` where it was put there by hand, or by an older version. */
export async function readManifest(folder: string): Promise<ModelManifest | undefined> {
  const text = await readFile(path.join(folder, NAME), 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  try {
    return manifestSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** Writes the manifest into the folder of a model that is being made. @throws the error of the file system. */
export async function writeManifest(folder: string, manifest: ModelManifest): Promise<void> {
  await writeFile(path.join(folder, NAME), `${JSON.stringify(manifest, null, 2)}\n`);
}

/** Whether a manifest tells of the very files of an entry, so that a download would bring the same again. */
export function isOf({ sources }: ModelManifest, { files }: ModelEntry): boolean {
  return (
    sources.length === files.length &&
    files.every(({ url, sha256 }, index) => {
      const source = sources[index];
      return sha256 === undefined ? source?.url === url : source?.sha256 === sha256;
    })
  );
}
