import { bundledTranslationModels } from '../models/bundled-models.ts';
import { readShippedCatalogue } from '../models/catalogue-file.ts';
import { pairsOf } from '../models/translation-catalogue.ts';
import type { RuntimeFiles } from '../runtime-files.ts';
import type { TranslationModelStore } from '../translation/translator-definition.ts';

/** The models of this user first, the bundled ones behind. */
export function translationModels(files: RuntimeFiles): TranslationModelStore {
  return {
    roots: [
      { folder: files.translationModels, bundled: false },
      { folder: bundledTranslationModels(files.assets), bundled: true },
    ],
    workerFile: files.translationWorker,
    obtainablePairs: async () => pairsOf(await readShippedCatalogue(files.assets)).map(({ pair }) => pair),
  };
}
