import { availabilityOf } from '../../pipeline/availability.ts';
import { NO_SETTINGS } from '../../settings-section.ts';
import type { TranslatorDefinition } from '../translator-definition.ts';

/** Firefox's translation on this computer. */
export const localDefinition: TranslatorDefinition<typeof NO_SETTINGS> = {
  name: 'local',
  settings: NO_SETTINGS,
  needs: ['model'],
  // It has limits of its own within these.
  limits: { firstTextMs: 60_000, stallMs: 60_000, totalMs: 60_000 },

  open: async (_settings, { models, terms, notify, log, clock }) => {
    const { openLocalTranslator } = await import('./local-translator.ts');
    return openLocalTranslator({
      modelRoots: models.roots,
      obtainablePairs: await models.obtainablePairs(),
      workerFile: models.workerFile,
      terms,
      onNotice: notify,
      log,
      clock,
    });
  },

  probe: (_settings, { models, ...tools }) =>
    availabilityOf(
      'The folder of translation models',
      async () => {
        const { ModelFolder } = await import('./model-folder.ts');
        const folder = await ModelFolder.open(models.roots);
        if (folder.models.some(({ bundled }) => !bundled)) return { available: true };
        const hint =
          'Only the bundled demo models are here, which know few words: overlingo models get es-en, for example.';
        return { available: true, hint };
      },
      tools,
    ),
};
