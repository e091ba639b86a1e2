import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { RuntimeFiles } from '../../src/engine/runtime-files.ts';

const root = path.join(import.meta.dirname, '../..');

/** The built program, as users run it. */
export const runtimeFiles: RuntimeFiles = {
  recognizerHost: path.join(root, 'dist/recognizer-host.js'),
  recognizers: path.join(root, 'dist/recognizers'),
  audioChild: path.join(root, 'dist/audio-child.js'),
  translationWorker: path.join(root, 'dist/translation-worker.js'),
  pages: path.join(root, 'dist/pages'),
  translationModels: path.join(root, 'dist/no-translation-models'),
  speechModels: path.join(root, 'dist/no-speech-models'),
  translationUsage: path.join(os.tmpdir(), 'overlingo-test-usage.json'),
  cache: '',
  assets: path.join(root, 'assets'),
};

/** URL of the module by which a host process loads a recogniser that comes with the program. */
export function recognizerModule(name: string): string {
  return pathToFileURL(path.join(runtimeFiles.recognizers, `${name}.js`)).href;
}

/** The built command line. */
export const cliFile = path.join(root, 'dist/cli.js');

/** A file below test/fixtures. */
export function fixture(...parts: string[]): string {
  return path.join(root, 'test/fixtures', ...parts);
}

/** A file below assets. */
export function asset(...parts: string[]): string {
  return path.join(root, 'assets', ...parts);
}
