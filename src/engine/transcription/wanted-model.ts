import { stat } from 'node:fs/promises';
import { EngineError } from '../errors.ts';
import { ggmlKind } from './ggml-file.ts';
import { isServer } from './remote/is-server.ts';
import { findSherpaFiles, type SherpaFiles } from './sherpa-files.ts';
import { bundledSpeechModel } from './whisper-onnx/bundled-model.ts';
import { withoutTrailing } from '../../protocol/trailing.ts';

/** The model that a user means, looked at but not loaded. */
export type WantedModel =
  /** The one that comes with the program, or a folder with a model in the files of sherpa-onnx. */
  | { readonly type: 'bundled' | 'folder'; readonly files: SherpaFiles }
  | { readonly type: 'ggml' | 'gguf'; readonly file: string }
  /** Transcription servers, each up to and including `/v1`. */
  | { readonly type: 'servers'; readonly urls: readonly string[] }
  /** What stands behind the name and colon of a recogniser that was added: `name:…`. */
  | { readonly type: 'named'; readonly text: string };

/**
 * Looks at what a user wrote: `demo`, a folder with a sherpa-onnx model, a GGUF or ggml file, or the address of a
 * transcription server (several separated by commas).
 * @throws EngineError `model-missing` or `model-unsupported`.
 */
export async function lookAtModel(text: string, assets: string): Promise<WantedModel> {
  if (text === 'demo') return { type: 'bundled', files: await findSherpaFiles(bundledSpeechModel(assets)) };
  if (isServer(text)) return { type: 'servers', urls: text.split(',').map(checkedUrl) };
  const found = await stat(text).catch(() => undefined);
  if (found?.isDirectory() === true) return { type: 'folder', files: await findSherpaFiles(text) };
  // Of a pipe, a device or a socket, opening may take for ever.
  if (found && !found.isFile()) throw noFile(text);
  if (found) return { type: await kindOfFile(text), file: text };
  throw new EngineError('model-missing', `There is no model at ${text}.`, {
    hint: 'Give the name of a downloaded model, a folder with a sherpa-onnx model, a GGUF or ggml file, the address of a transcription server, or demo.',
    stage: 'transcription',
  });
}

function noFile(place: string): EngineError {
  return new EngineError('model-unsupported', `${place} is a pipe, a device or a socket, not a model.`, {
    hint: 'Give a folder with a sherpa-onnx model, or a GGUF or ggml file.',
    stage: 'transcription',
  });
}

async function kindOfFile(file: string): Promise<'ggml' | 'gguf'> {
  const kind = await ggmlKind(file);
  if (kind) return kind;
  throw new EngineError('model-unsupported', `The file ${file} is neither a GGUF nor a ggml model.`, {
    hint: 'For a sherpa-onnx model give its folder; files for this are named like whisper-small-Q8_0.gguf or ggml-small.bin.',
    stage: 'transcription',
  });
}

function checkedUrl(text: string): string {
  const url = withoutTrailing(text.trim(), /\//u);
  if (URL.canParse(url)) return url;
  throw new EngineError('model-unsupported', `${text} is not the address of a transcription server.`, {
    hint: 'Such an address looks like http://127.0.0.1:8080/v1.',
    stage: 'transcription',
  });
}
