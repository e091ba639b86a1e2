import { stat } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { EngineError } from '../errors.ts';
import { BUNDLED_LANGUAGES, bundledSpeechModel } from './bundled-models.ts';
import { isGgmlFile } from './ggml-file.ts';
import { findSherpaFiles } from './sherpa-folder.ts';

/** Where a speech model is, found and told apart, but not loaded. Languages are primary subtags. */
export type ModelLocation =
  | {
      readonly kind: 'whisper-onnx';
      readonly encoder: string;
      readonly decoder: string;
      readonly tokens: string;
      readonly languages: 'any' | readonly string[];
      readonly bundled: boolean;
    }
  | {
      readonly kind: 'sherpa-transducer';
      readonly encoder: string;
      readonly decoder: string;
      readonly joiner: string;
      readonly tokens: string;
    }
  | { readonly kind: 'ggml-whisper' | 'ggml-parakeet'; readonly file: string }
  | { readonly kind: 'remote'; readonly urls: readonly string[] };

/**
 * Finds the model that a user means: `demo`, a folder with a sherpa-onnx model, a ggml file, or the address of a
 * transcription server (several separated by commas).
 * @throws EngineError `model-missing` or `model-unsupported`.
 */
export async function resolveModel(wanted: string, assets: string): Promise<ModelLocation> {
  if (wanted === 'demo') {
    const files = await findSherpaFiles(bundledSpeechModel(assets));
    return { kind: 'whisper-onnx', ...files, languages: BUNDLED_LANGUAGES, bundled: true };
  }
  if (/^https?:\/\//u.test(wanted)) return { kind: 'remote', urls: wanted.split(',').map(checkedUrl) };
  const found = await stat(wanted).catch(() => undefined);
  if (!found) {
    throw new EngineError('model-missing', `There is no model at ${wanted}.`, {
      hint: 'Give a folder with a sherpa-onnx model, a ggml file, the address of a transcription server, or demo.',
      stage: 'transcription',
    });
  }
  return found.isDirectory() ? resolveFolder(wanted) : resolveFile(wanted);
}

async function resolveFolder(folder: string): Promise<ModelLocation> {
  const { joiner, ...files } = await findSherpaFiles(folder);
  if (joiner !== undefined) return { kind: 'sherpa-transducer', ...files, joiner };
  return { kind: 'whisper-onnx', ...files, languages: 'any', bundled: false };
}

async function resolveFile(file: string): Promise<ModelLocation> {
  if (!(await isGgmlFile(file))) {
    throw new EngineError('model-unsupported', `The file ${file} is not a ggml model.`, {
      hint: 'For a sherpa-onnx model give its folder; a ggml Whisper file is named like ggml-small.bin.',
      stage: 'transcription',
    });
  }
  return { kind: /parakeet/iu.test(path.basename(file)) ? 'ggml-parakeet' : 'ggml-whisper', file };
}

function checkedUrl(text: string): string {
  const url = text.trim().replace(/\/+$/u, '');
  if (URL.canParse(url)) return url;
  throw new EngineError('model-unsupported', `${text} is not the address of a transcription server.`, {
    hint: 'Such an address looks like http://127.0.0.1:8080/v1.',
    stage: 'transcription',
  });
}

/** Half of the processor: the game and OBS need the other half. Two where there are two, since decodes rest in between. */
export function defaultThreads(): number {
  const processors = availableParallelism();
  return Math.min(4, processors, Math.max(2, Math.floor(processors / 2)));
}
