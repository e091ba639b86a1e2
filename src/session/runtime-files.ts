import path from 'node:path';
import type { RuntimeFiles } from '../engine/runtime-files.ts';
import { userFolders } from '../config/user-folders.ts';

/** The files beside the built command line: `dist/cli.js`, with `assets` next to `dist`. */
export function findRuntimeFiles(): RuntimeFiles {
  const dist = import.meta.dirname;
  return {
    recognizerHost: path.join(dist, 'recognizer-host.js'),
    audioChild: path.join(dist, 'audio-child.js'),
    translationWorker: path.join(dist, 'translation-worker.js'),
    pages: path.join(dist, 'pages'),
    translationModels: userFolders().translationModels,
    assets: path.join(dist, '..', 'assets'),
  };
}
