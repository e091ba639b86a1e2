/** A file of a model, as a server has it. */
export interface ModelFile {
  readonly url: string;
  /** What it is called in the folder of the model, such as `tokenizer/vocab.json`. Of no matter for an archive. */
  readonly name: string;
  /** As it is served. */
  readonly bytes?: number | undefined;
  /** SHA-256 of the file as it is served, in hexadecimal. */
  readonly sha256?: string | undefined;
  /** Absent where it is served as it is used. */
  readonly packing?: 'gzip' | 'tar.bz2' | undefined;
  /** The files that an archive must have and that are kept of it, as they lie in the folder that it holds. */
  readonly members?: readonly string[] | undefined;
}

/** A model that can be downloaded, whatever it is for. */
export interface ModelEntry {
  /** Such as `es-en` or `kroko-en`. Also the name of its folder. */
  readonly id: string;
  readonly kind: ModelKind;
  readonly files: readonly ModelFile[];
  /** On disk, where it is known. */
  readonly installedBytes?: number | undefined;
}

export type ModelKind = 'speech' | 'translation';

/** How much is downloaded for a model, in bytes, as far as it is known. */
export function downloadBytes({ files }: Pick<ModelEntry, 'files'>): number {
  return files.reduce((sum, { bytes = 0 }) => sum + bytes, 0);
}

/** A model as a part of a sentence: `speech model kroko-en`. */
export function nameOf({ kind, id }: Pick<ModelEntry, 'kind' | 'id'>): string {
  return `${kind} model ${id}`;
}
