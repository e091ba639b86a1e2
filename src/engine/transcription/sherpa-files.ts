import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { EngineError } from '../errors.ts';
import { readOnnxFile } from './whisper-onnx/onnx-file.ts';

/** A model in the files of sherpa-onnx: which there are, and what they say of themselves. Paths. */
export interface SherpaFiles {
  readonly encoder: string | undefined;
  readonly decoder: string | undefined;
  readonly joiner: string | undefined;
  /** Where the model is in one file. */
  readonly model: string | undefined;
  readonly tokens: string;
  /** How words are cut into tokens, where that comes with the model. */
  readonly bpeVocabulary: string | undefined;
  /** The metadata of the encoder, or of the one file; with that of the decoder where the encoder says nothing. */
  readonly metadata: Readonly<Record<string, string>>;
}

/** Finds the files of a model by their names. Throws `model-missing` where one is missing. */
export async function findSherpaFiles(folder: string): Promise<SherpaFiles> {
  const names = (await readdir(folder)).toSorted();
  const find = (part: string, ending: string): string | undefined => {
    const found = pick(names, (name) => name.includes(part) && name.endsWith(ending));
    return found && path.join(folder, found);
  };
  const need = (part: string, ending: string): string => {
    const found = find(part, ending);
    if (found !== undefined) return found;
    throw new EngineError('model-missing', `The model folder ${folder} has no ${part} file (*${part}*${ending}).`, {
      hint: 'A sherpa-onnx model has a tokens file, and an encoder and a decoder or one file for both; transducers have a joiner too.',
      stage: 'transcription',
    });
  };
  const isPart = /encoder|decoder|joiner/u;
  const single = pick(names, (name) => name.endsWith('.onnx') && !isPart.test(name));
  const model = single && path.join(folder, single);
  const isWhole = find('encoder', '.onnx') === undefined && model !== undefined;
  const encoder = isWhole ? undefined : need('encoder', '.onnx');
  const decoder = isWhole ? undefined : need('decoder', '.onnx');
  const inEncoder = await metadataOf(encoder ?? model);
  return {
    encoder,
    decoder,
    joiner: find('joiner', '.onnx'),
    model: isWhole ? model : undefined,
    tokens: need('tokens', '.txt'),
    bpeVocabulary: find('bpe', '.vocab'),
    metadata: { ...(await metadataOf(decoder)), ...inEncoder },
  };
}

/** Of several variants the quantised one: on a CPU it is faster and hardly worse. */
function pick(names: readonly string[], fits: (name: string) => boolean): string | undefined {
  const fitting = names.filter(fits);
  return fitting.find((name) => name.includes('int8')) ?? fitting[0];
}

/** Nothing where the file is no model: its host will say so. */
async function metadataOf(file: string | undefined): Promise<Readonly<Record<string, string>>> {
  if (file === undefined) return {};
  return readOnnxFile(file).then(
    ({ metadata }) => metadata,
    () => ({}),
  );
}
