// Exported directions in Firefox's engine.
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const { Translator } = createRequire(import.meta.url)('fxtranslate');

/** A Translator for FOLDER/model.bin and FOLDER/vocab.spm, or undefined where there is none. */
export function openModel(folder) {
  if (!existsSync(join(folder, 'model.bin'))) return undefined;
  const vocabulary = readFileSync(join(folder, 'vocab.spm'));
  return new Translator(readFileSync(join(folder, 'model.bin')), vocabulary, vocabulary);
}

/** The rows of a JSON lines file. */
export function readRows(path) {
  return readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}
