import path from 'node:path';
import { z } from 'zod';
import { setting, type IdleSetting } from '../setting.ts';
import { choice, listFromText } from '../setting-text.ts';
import type { Immutable } from '../settings-section.ts';
import { userPath } from '../user-path.ts';
import { MASK_STYLES } from './masking/mask-style.ts';

const word = z.string('is not a text').min(1, 'has an empty word');

function idleUnmasked(valueOf: (name: string) => unknown): IdleSetting | undefined {
  if (valueOf('vocabulary.mask') !== 'off') return undefined;
  return { because: 'no words are masked', hint: 'Add --mask stars, or another way to mask.' };
}

/** The user's words. The section `vocabulary`. */
export const vocabularySettings = z.strictObject({
  glossary: setting(
    z
      .string('is not a text')
      .min(1, 'is empty')
      .transform((file) => userPath(file))
      .optional(),
    {
      description: 'terms and names, see docs/glossary.md',
      flag: 'glossary',
      value: '<file>',
      inFolder: (value, folder) =>
        typeof value === 'string' && value !== '' ? path.resolve(folder, userPath(value, folder)) : value,
      live: true,
    },
  ),
  mask: setting(choice(['off', ...MASK_STYLES]).default('off'), {
    description: 'swear words: off, stars, beep or remove',
    flag: 'mask',
    value: '<style>',
    live: true,
  }),
  maskWords: setting(z.array(word, 'is not a list of words').default([]), {
    description: 'more words to mask',
    flag: 'mask-words',
    idle: idleUnmasked,
    value: '<words>',
    fromText: listFromText,
    live: true,
  }),
  allowWords: setting(z.array(word, 'is not a list of words').default([]), {
    description: 'words that are never masked',
    flag: 'allow-words',
    idle: idleUnmasked,
    value: '<words>',
    fromText: listFromText,
    live: true,
  }),
});

export type VocabularySettings = Immutable<z.output<typeof vocabularySettings>>;
