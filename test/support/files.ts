import path from 'node:path';
import type { RuntimeFiles } from '../../src/engine/runtime-files.ts';

const root = path.join(import.meta.dirname, '../..');

/** The built program, as users run it. */
export const runtimeFiles: RuntimeFiles = {
  recognizerHost: path.join(root, 'dist/recognizer-host.js'),
  audioChild: path.join(root, 'dist/audio-child.js'),
  translationWorker: path.join(root, 'dist/translation-worker.js'),
  pages: path.join(root, 'dist/pages'),
  translationModels: path.join(root, 'dist/no-translation-models'),
  assets: path.join(root, 'assets'),
};

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
