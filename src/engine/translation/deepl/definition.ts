import { keyIn, type Environment } from '../../environment.ts';
import { EngineError } from '../../errors.ts';
import { checkedKey, shownVariable } from '../../key.ts';
import { availabilityOf } from '../../pipeline/availability.ts';
import { noticeOf } from '../../pipeline/notice.ts';
import type { TranslatorDefinition } from '../translator-definition.ts';
import { deeplSettings, type DeepLSettings } from './settings.ts';

/** DeepL, or a server that speaks its protocol. */
export const deeplDefinition: TranslatorDefinition<typeof deeplSettings> = {
  name: 'deepl',
  settings: deeplSettings,
  needs: ['key'],
  uses: ['stream', 'terms'],
  bills: 'characters',
  limits: { firstTextMs: 5000, stallMs: 5000, totalMs: 5000 },

  check: (settings, environment) => void accessOf(settings, environment),

  paysForDrafts: ({ partials }) => partials,

  open: async (settings, { environment, stream, terms, notify, onTermsInUse, log, clock }) => {
    const { openDeepLTranslator } = await import('./deepl-translator.ts');
    const { model, formality, partials } = settings;
    return openDeepLTranslator({
      ...accessOf(settings, environment),
      modelType: model === 'fast' ? 'latency_optimized' : 'prefer_quality_optimized',
      formality: formality === 'default' ? formality : `prefer_${formality}`,
      partials,
      background: [stream.title, stream.game].filter((text) => text !== '').join('. '),
      ...(terms ? { terms } : {}),
      onNotice: (error) => notify(noticeOf(error, { level: 'warning', stage: 'translation' })),
      onTermsInUse,
      log,
      clock,
    });
  },

  probe: (settings, { environment, ...tools }) =>
    availabilityOf(
      'DeepL',
      async (signal) => {
        const { DeepLConnection } = await import('./deepl-connection.ts');
        const connection = new DeepLConnection(accessOf(settings, environment));
        try {
          const usage = await connection.call(signal, (client) => client.getUsage());
          if (usage.character?.limitReached() !== true) return { available: true };
          return { available: false, reason: `The quota of ${connection.server} is used up for now.` };
        } finally {
          connection.close();
        }
      },
      tools,
    ),
};

/** Throws `translator-auth` where the key is missing, or is none. */
function accessOf({ keyVariable, url }: DeepLSettings, environment: Environment): { key: string; serverUrl?: string } {
  const key = keyIn(environment, keyVariable);
  if (key !== '') {
    const checked = checkedKey(key, {
      owner: 'DeepL',
      code: 'translator-auth',
      stage: 'translation',
      variable: keyVariable,
    });
    return { key: checked, ...(url === undefined ? {} : { serverUrl: url }) };
  }
  throw new EngineError('translator-auth', `There is no key for DeepL in ${shownVariable(keyVariable)}.`, {
    hint: `Set ${shownVariable(keyVariable)} to the key from DeepL's account settings.`,
    stage: 'translation',
  });
}
