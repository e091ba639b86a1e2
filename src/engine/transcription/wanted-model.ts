import { stat } from 'node:fs/promises';
import { EngineError } from '../errors.ts';
import { isGgmlFile } from './ggml-file.ts';
import { findSherpaFiles, type SherpaFiles } from './sherpa-files.ts';
import { bundledSpeechModel } from './whisper-onnx/bundled-model.ts';

/** The model that a user means, looked at but not loaded. */
export type WantedModel =
  /** The one that comes with the program, or a folder with a model in the files of sherpa-onnx. */
  | { readonly type: 'bundled' | 'folder'; readonly files: SherpaFiles }
  | { readonly type: 'ggml'; readonly file: string }
  /** Transcription servers, each up to and including `/v1`. */
  | { readonly type: 'servers'; readonly urls: readonly string[] }
  /** What stands behind the name and colon of a recogniser that was added: `name:…`. */
  | { readonly type: 'named'; readonly text: string };

/**
 * Looks at what a user wrote: `demo`, a folder with a sherpa-onnx model, a ggml file, or the address of a transcription
 * server (several separated by commas).
 * @throws EngineError `model-missing` or `model-unsupported`.
 */
export async function lookAtModel(text: string, assets: string): Promise<WantedModel> {
  if (text === 'demo') return { type: 'bundled', files: await findSherpaFiles(bundledSpeechModel(assets)) };
  if (/^https?:\/\//u.test(text)) return { type: 'servers', urls: text.split(',').map(checkedUrl) };
  const found = await stat(text).catch(() => undefined);
  if (found?.isDirectory() === true) return { type: 'folder', files: await findSherpaFiles(text) };
  if (found) return { type: 'ggml', file: await checkedFile(text) };
  throw new EngineError('model-missing', `There is no model at ${text}.`, {
    hint: 'Give the name of a downloaded model, a folder with a sherpa-onnx model, a ggml file, the address of a transcription server, or demo.',
    stage: 'transcription',
  });
}

async function checkedFile(file: string): Promise<string> {
  if (await isGgmlFile(file)) return file;
  throw new EngineError('model-unsupported', `The file ${file} is not a ggml model.`, {
    hint: 'For a sherpa-onnx model give its folder; a ggml Whisper file is named like ggml-small.bin.',
    stage: 'transcription',
  });
}

function checkedUrl(text: string): string {
  const url = text.trim().replace(/\/+$/u, '');
  if (URL.canParse(url)) return url;
  throw new EngineError('model-unsupported', `${text} is not the address of a transcription server.`, {
    hint: 'Such an address looks like http://127.0.0.1:8080/v1.',
    stage: 'transcription',
  });
}
