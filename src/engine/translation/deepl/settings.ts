import { z } from 'zod';
import { setting } from '../../setting.ts';
import { choice, switchFromText, variableName } from '../../setting-text.ts';
import { webAddress } from '../web-address.ts';

/** DeepL's account, and how it shall translate. */
export const deeplSettings = z.strictObject({
  keyVariable: setting(variableName.default('DEEPL_API_KEY'), {
    description: 'environment variable with the key of DeepL',
    flag: 'deepl-key-variable',
    value: '<name>',
    live: true,
  }),
  url: setting(webAddress.optional(), {
    description: 'another address of DeepL',
    flag: 'deepl-url',
    value: '<url>',
    live: true,
  }),
  model: setting(choice(['fast', 'best']).default('fast'), {
    description: 'fast or best',
    flag: 'deepl-model',
    value: '<model>',
    live: true,
  }),
  partials: setting(z.boolean('is not true or false').default(false), {
    description: 'translate unfinished sentences with DeepL too, which costs more',
    flag: 'deepl-partials',
    idle: (valueOf) =>
      valueOf('translation.readingMode') === true
        ? { because: 'only finished sentences are translated', hint: 'Leave it out, or --reading-mode.' }
        : undefined,
    fromText: switchFromText,
    live: true,
  }),
  formality: setting(choice(['default', 'more', 'less']).default('default'), {
    description: 'default, more or less; for DeepL',
    flag: 'formality',
    value: '<formality>',
    live: true,
  }),
});

export type DeepLSettings = z.infer<typeof deeplSettings>;
