import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { EngineError } from '../../errors.ts';
import { hasCode } from '../../system-code.ts';
import { modelFileFault } from './model-header.ts';
import type { ModelFiles } from './worker-protocol.ts';

/** A folder of translation models. */
export interface ModelRoot {
  readonly folder: string;
  /** True for the models that come with the program, which know few words. */
  readonly bundled: boolean;
}

/** One model: it translates from one language into another. */
export interface TranslationModel extends ModelFiles {
  /** Such as `es-en` or `en-zh-Hant`. */
  readonly pair: string;
  readonly bundled: boolean;
}

/** A script tells apart what one language does not: `en-zh-Hant`. */
const PAIR_FOLDER = /^[a-z]{2,3}(?:-[A-Z][a-z]{3})?-[a-z]{2,3}(?:-[A-Z][a-z]{3})?$/u;

/**
 * The names of the models in a folder; none where there is no such folder.
 * @throws EngineError `model-missing` where it cannot be read.
 */
export async function pairsIn({ folder }: ModelRoot): Promise<readonly string[]> {
  const entries = await readdir(folder).catch((error: unknown) => {
    if (hasCode(error, 'ENOENT')) return [];
    throw new EngineError('model-missing', `The folder of translation models ${folder} cannot be read.`, {
      hint: 'Check that it is a folder and that you may read it.',
      stage: 'translation',
      cause: error,
    });
  });
  return entries.filter((entry) => PAIR_FOLDER.test(entry)).toSorted();
}

/**
 * Finds the files of a model and checks that they are whole: `model.bin`, and either `vocab.spm` or `srcvocab.spm` and
 * `trgvocab.spm`. Reads a few kilobytes only.
 * @throws EngineError `model-missing` or `model-damaged`.
 */
export async function openModel({ folder, bundled }: ModelRoot, pair: string): Promise<TranslationModel> {
  const file = (name: string): string => path.join(folder, pair, name);
  const shared = (await sizeOf(file('srcvocab.spm'))) === undefined;
  const model: TranslationModel = {
    pair,
    bundled,
    modelFile: file('model.bin'),
    sourceVocabularyFile: file(shared ? 'vocab.spm' : 'srcvocab.spm'),
    targetVocabularyFile: file(shared ? 'vocab.spm' : 'trgvocab.spm'),
  };
  for (const needed of [model.modelFile, model.sourceVocabularyFile, model.targetVocabularyFile]) {
    const size = await sizeOf(needed);
    if (size === undefined) throw incompleteModel(pair, needed);
    if (size === 0) throw damagedModel(pair, needed, 'is empty');
  }
  const fault = await modelFileFault(model.modelFile);
  if (fault !== undefined) throw damagedModel(pair, model.modelFile, fault);
  return model;
}

/** The error of a model that cannot be used. `fault` ends a sentence that begins with the file. */
export function damagedModel(pair: string, file: string, fault: string): EngineError {
  return new EngineError('model-damaged', `The translation model ${pair} cannot be used: ${file} ${fault}.`, {
    hint: `Replace its folder with a fresh copy, for example with "overlingo models get ${pair}".`,
    stage: 'translation',
  });
}

function incompleteModel(pair: string, file: string): EngineError {
  return new EngineError('model-missing', `The translation model ${pair} is incomplete: ${file} is missing.`, {
    hint: `Replace its folder with a fresh copy, for example with "overlingo models get ${pair}".`,
    stage: 'translation',
  });
}

async function sizeOf(file: string): Promise<number | undefined> {
  return stat(file).then(
    (found) => (found.isFile() ? found.size : 0),
    () => undefined,
  );
}
