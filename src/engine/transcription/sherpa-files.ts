import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { EngineError } from '../errors.ts';

/** The files of a sherpa-onnx model. With a joiner it is a streaming transducer, without one an offline Whisper. */
export interface SherpaFiles {
  readonly encoder: string;
  readonly decoder: string;
  readonly joiner: string | undefined;
  readonly tokens: string;
}

/** Finds the files of a model by their names. Throws `model-missing` where one is missing. */
export async function findSherpaFiles(folder: string): Promise<SherpaFiles> {
  const names = (await readdir(folder)).toSorted();
  const need = (part: string, ending: string): string => {
    const found = pick(names, part, ending);
    if (found) return path.join(folder, found);
    throw new EngineError('model-missing', `The model folder ${folder} has no ${part} file (*${part}*${ending}).`, {
      hint: 'A sherpa-onnx model has an encoder, a decoder and a tokens file, and a joiner where it is a streaming transducer.',
      stage: 'transcription',
    });
  };
  const joiner = pick(names, 'joiner', '.onnx');
  return {
    encoder: need('encoder', '.onnx'),
    decoder: need('decoder', '.onnx'),
    joiner: joiner === undefined ? undefined : path.join(folder, joiner),
    tokens: need('tokens', '.txt'),
  };
}

/** Of several variants the quantised one: on a CPU it is faster and hardly worse. */
function pick(names: readonly string[], part: string, ending: string): string | undefined {
  const fitting = names.filter((name) => name.includes(part) && name.endsWith(ending));
  return fitting.find((name) => name.includes('int8')) ?? fitting[0];
}
