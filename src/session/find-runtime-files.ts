import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { EngineError } from '../engine/errors.ts';
import type { RuntimeFiles } from '../engine/runtime-files.ts';
import { userFolders } from '../config/user-folders.ts';

/**
 * The built files and the assets of the package that this code is a part of, whichever file of it the code was put into;
 * and the files of this user.
 * @param from a folder of the package; that of the running code when absent.
 * @throws EngineError `internal` where `from` is in no such package, as after somebody has bundled it.
 */
export function findRuntimeFiles(from: string = import.meta.dirname): RuntimeFiles {
  const root = packageRoot(from);
  const dist = path.join(root, 'dist');
  const { translationModels, speechModels, config, cache } = userFolders();
  return {
    recognizerHost: path.join(dist, 'recognizer-host.js'),
    recognizers: path.join(dist, 'recognizers'),
    audioChild: path.join(dist, 'audio-child.js'),
    translationWorker: path.join(dist, 'translation-worker.js'),
    pages: path.join(dist, 'pages'),
    translationModels,
    speechModels,
    translationUsage: path.join(config, 'translation-usage.json'),
    cache,
    assets: path.join(root, 'assets'),
  };
}

function packageRoot(from: string): string {
  for (let folder = from; ; folder = path.dirname(folder)) {
    if (isOurs(path.join(folder, 'package.json'))) return folder;
    if (folder === path.dirname(folder)) break;
  }
  throw new EngineError('internal', `The files of Overlingo are not above ${from}, where its code runs.`, {
    hint: 'Leave the package overlingo out of the bundle, or say where its files are.',
  });
}

function isOurs(manifest: string): boolean {
  if (!existsSync(manifest)) return false;
  const { name } = JSON.parse(readFileSync(manifest, 'utf8')) as { readonly name?: unknown };
  return name === 'overlingo';
}
