import path from 'node:path';
import type { EngineConfig } from '../engine/engine-config.ts';
import type { TranslationConfig } from '../engine/translation-config.ts';
import { userFolders } from '../config/user-folders.ts';

/** What a run of the engine does, as far as it is not the usual: what is left out is as `start` has it. */
export interface EngineSettings extends Partial<Omit<EngineConfig, 'translation'>> {
  readonly translation?: Partial<TranslationConfig>;
}

/** The whole configuration: the bundled models, and no translation unless languages are named. */
export function withDefaults({ translation, ...settings }: EngineSettings): EngineConfig {
  const folders = userFolders();
  return {
    sources: [],
    model: 'demo',
    replicas: 1,
    prompt: '',
    remoteModel: 'whisper-1',
    cacheFolder: folders.cache,
    sensitivity: 'normal',
    partials: true,
    targets: [],
    vocabulary: {},
    ...settings,
    translation: {
      chain: ['local'],
      title: '',
      game: '',
      budgets: {},
      prices: {},
      usageFile: path.join(folders.config, 'translation-usage.json'),
      readingMode: false,
      pauseWithoutViewers: false,
      ...translation,
    },
  };
}
