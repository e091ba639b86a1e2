import type { UtteranceId } from '../protocol/caption-event.ts';
import type { TargetConfig } from './engine-config.ts';
import type { Logger } from './log.ts';
import { bundledTranslationModels } from './models/bundled-models.ts';
import type { RuntimeFiles } from './runtime-files.ts';
import { openLocalTranslator } from './translation/local/local-translator.ts';
import type { TranslationTarget } from './translation/target-context.ts';
import type { Translator } from './translation/translator.ts';
import { WhisperTranslator } from './translation/whisper/whisper-translator.ts';

interface TargetTools {
  readonly files: RuntimeFiles;
  readonly log: Logger;
  /** Lets the recogniser translate an utterance that it has heard. */
  readonly decodeToEnglish: (id: UtteranceId) => Promise<string>;
}

/** Opens each translator that is wanted once, however many languages it makes. */
export async function openTargets(
  targets: readonly TargetConfig[],
  { files, log, decodeToEnglish }: TargetTools,
): Promise<TranslationTarget[]> {
  const open = (name: TargetConfig['translator']): Promise<Translator> => {
    switch (name) {
      case 'local': {
        const modelFolder = bundledTranslationModels(files.assets);
        return openLocalTranslator({ modelFolder, workerFile: files.translationWorker, bundledModels: true, log });
      }
      case 'whisper':
        return Promise.resolve(new WhisperTranslator({ decodeToEnglish }));
    }
  };
  const opened = new Map<TargetConfig['translator'], Promise<Translator>>();
  const opening = targets.map(async ({ language, translator: name }) => {
    const translator = opened.get(name) ?? open(name);
    opened.set(name, translator);
    return { language, translator: await translator };
  });
  return Promise.all(opening);
}
