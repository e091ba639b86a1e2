import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { EngineError } from '../errors.ts';
import { requireModelFiles } from './model-files.ts';
import { modelPartsOf, PARTS, type ModelParts } from './sherpa-parts.ts';
import { readOnnxFile } from './whisper-onnx/onnx-file.ts';

/** A model in the files of sherpa-onnx: which there are, and what they say of themselves. Paths. */
export interface SherpaFiles extends ModelParts {
  /** The table of tokens: `tokens.txt`, or the one in the folder of a tokenizer. */
  readonly tokens: string;
  /** How words are cut into tokens, where that comes with the model. */
  readonly bpeVocabulary: string | undefined;
  /** The metadata of the encoder, or of the one file; with that of the decoder where the encoder says nothing. */
  readonly metadata: Readonly<Record<string, string>>;
}

/**
 * Finds the files of a model by their names.
 * @throws EngineError `model-missing` where one is missing, `model-unsupported` where there are two models or another kind.
 */
export async function findSherpaFiles(folder: string): Promise<SherpaFiles> {
  const entries = (await readdir(folder, { withFileTypes: true })).toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const names = entries.filter((entry) => !entry.isDirectory()).map(({ name }) => name);
  const parts = modelPartsOf(folder, names);
  const { encoder, decoder, encoderAdaptor, model } = parts;
  const tokens = names.find((name) => name.includes('tokens') && name.endsWith('.txt'));
  const folders = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  const bpeVocabulary = names.find((name) => name.includes('bpe') && name.endsWith('.vocab'));
  return {
    ...parts,
    tokens: tokens === undefined ? await tokenizerIn(folder, folders) : path.join(folder, tokens),
    bpeVocabulary: bpeVocabulary && path.join(folder, bpeVocabulary),
    metadata: { ...(await metadataOf(decoder)), ...(await metadataOf(encoder ?? encoderAdaptor ?? model)) },
  };
}

/** The files that must be there: the parts of the model, and its tokens. */
export function pathsOf(files: SherpaFiles): readonly string[] {
  return [...PARTS.map((part) => files[part]), files.tokens].filter((file) => file !== undefined);
}

/**
 * Throws what is wrong with the files where something is: one that is cut off does not say of which kind it is.
 * @throws EngineError `model-missing` or `model-damaged`.
 */
export async function requireWholeFiles(files: SherpaFiles): Promise<void> {
  const paths = pathsOf(files);
  await requireModelFiles(paths);
  for (const file of paths.filter((name) => name.endsWith('.onnx'))) {
    await readOnnxFile(file).catch((error: unknown) => {
      throw new EngineError('model-damaged', `The model file ${file} is cut off, or no ONNX model.`, {
        hint: 'Copy or download the model again.',
        stage: 'transcription',
        cause: error,
      });
    });
  }
}

/** Models that are built on a language model have its tokenizer, in a folder of its own. */
async function tokenizerIn(folder: string, folders: readonly string[]): Promise<string> {
  for (const name of folders) {
    const inside: readonly string[] = await readdir(path.join(folder, name)).catch(() => []);
    if (inside.includes('vocab.json')) return path.join(folder, name, 'vocab.json');
  }
  throw new EngineError('model-missing', `The model folder ${folder} has no tokens file (*tokens*.txt).`, {
    hint: 'A sherpa-onnx model has a table of its tokens, or the folder of a tokenizer with a vocab.json: copy or download the model again.',
    stage: 'transcription',
  });
}

/** Nothing where the file is no ONNX model, or in the form of ONNX Runtime: its host will say what is wrong. */
async function metadataOf(file: string | undefined): Promise<Readonly<Record<string, string>>> {
  if (file?.endsWith('.onnx') !== true) return {};
  // A pipe of that name would be waited for without an end.
  if ((await stat(file).catch(() => undefined))?.isFile() !== true) return {};
  return readOnnxFile(file).then(
    ({ metadata }) => metadata,
    () => ({}),
  );
}
