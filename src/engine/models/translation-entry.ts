import { EngineError } from '../errors.ts';
import { fileUrl, type Mirror } from './mirror.ts';
import type { ModelEntry, ModelFile } from './model-entry.ts';
import type { CatalogueFile, CataloguePair, CatalogueRole } from './translation-catalogue.ts';

/** What the local translator looks for in the folder of a pair. */
const NAMES: Readonly<Record<CatalogueRole, string>> = {
  model: 'model.bin',
  vocab: 'vocab.spm',
  srcvocab: 'srcvocab.spm',
  trgvocab: 'trgvocab.spm',
};

/**
 * A pair of a mirror as a model that can be downloaded.
 * @throws EngineError `download-failed` where the list of the mirror has no checksum of one of its files.
 */
export function translationEntry({ pair, files }: CataloguePair, mirror: Mirror): ModelEntry {
  return { id: pair, kind: 'translation', files: files.map((file) => modelFile(pair, file, mirror)) };
}

function modelFile(pair: string, { role, path, bytes, sha256 }: CatalogueFile, mirror: Mirror): ModelFile {
  if (sha256 === undefined) {
    throw new EngineError('download-failed', `The list of the mirror has no checksum of ${path}, a part of ${pair}.`, {
      hint: 'Fetch its list again with --refresh, or name another mirror with --mirror.',
    });
  }
  const packing = path.endsWith('.gz') ? 'gzip' : undefined;
  return { url: fileUrl(mirror, path), name: NAMES[role], sha256, bytes, packing };
}
