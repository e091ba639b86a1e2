import path from 'node:path';
import type { RuntimeFiles } from '../engine/runtime-files.ts';
import { userFolders } from '../config/user-folders.ts';

/** The files beside the built command line: `dist/cli.js`, with `assets` next to `dist`; and those of this user. */
export function findRuntimeFiles(): RuntimeFiles {
  const dist = import.meta.dirname;
  const { translationModels, config, cache } = userFolders();
  return {
    recognizerHost: path.join(dist, 'recognizer-host.js'),
    recognizers: path.join(dist, 'recognizers'),
    audioChild: path.join(dist, 'audio-child.js'),
    translationWorker: path.join(dist, 'translation-worker.js'),
    pages: path.join(dist, 'pages'),
    translationModels,
    translationUsage: path.join(config, 'translation-usage.json'),
    cache,
    assets: path.join(dist, '..', 'assets'),
  };
}
