import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { pathsOf } from '../sherpa-files.ts';
import type { WantedModel } from '../wanted-model.ts';

/**
 * Tells a model from all others on this computer, and from what its files were before: by their places, sizes and times.
 * Absent for models that are no files.
 */
export async function modelFingerprint(model: WantedModel): Promise<string | undefined> {
  const files = modelFilesOf(model).map((file) => path.resolve(file));
  if (files.length === 0) return undefined;
  const facts = await Promise.all(
    files.map(async (file) => {
      const { size, mtimeMs } = await stat(file);
      return [file, size, mtimeMs];
    }),
  );
  return createHash('sha256').update(JSON.stringify(facts)).digest('hex');
}

/** The files that a model is loaded from; none for servers and what added recognisers load. */
export function modelFilesOf(model: WantedModel): readonly string[] {
  switch (model.type) {
    case 'bundled':
    case 'folder':
      return pathsOf(model.files);
    case 'ggml':
    case 'gguf':
      return [model.file];
    case 'servers':
    case 'named':
      return [];
  }
}
