import { homedir } from 'node:os';
import path from 'node:path';
import type { SpeechSettings } from '../config/settings.ts';
import type { EngineConfig } from '../engine/engine-config.ts';

/** What the settings say about the engine, without its sources. */
export function engineSettings(settings: SpeechSettings): Omit<EngineConfig, 'sources' | 'partials'> {
  const { model, translate, translator, sensitivity, replicas, prompt, remoteModel, apiKeyVariable } = settings;
  return {
    model,
    replicas,
    prompt,
    remoteModel,
    ...(apiKeyVariable === undefined ? {} : { apiKeyVariable }),
    cacheFolder: path.join(homedir(), '.overlingo', 'cache'),
    sensitivity,
    targets: translate.map((language) => ({ language, translator })),
  };
}
