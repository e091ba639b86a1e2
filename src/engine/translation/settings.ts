import { z } from 'zod';
import { sameTag } from '../../protocol/language/same-language.ts';
import { setting } from '../setting.ts';
import { eitherOf, languageTag, listFromText, numberFromText, switchFromText } from '../setting-text.ts';
import { addedSections, subSections, type Immutable } from '../settings-section.ts';
import { BUILT_IN_TRANSLATORS } from './built-in-translators.ts';
import { knownTranslators } from './known-translators.ts';
import { budgetSettings, priceSettings } from './spending-settings.ts';
import type { TranslatorDefinition } from './translator-definition.ts';

const language = z
  .string('is not a language tag such as en, es or pt-BR')
  .refine((tag) => tag !== 'auto', { error: 'cannot be auto: name the language to translate into', abort: true })
  .pipe(languageTag);

/** The languages that speech is translated into. */
export const targetLanguages = z
  .array(language, 'is not a list of language tags')
  .refine(
    (tags) => !tags.some((tag, at) => tags.slice(at + 1).some((other) => sameTag(tag, other))),
    'names a language twice',
  );

/**
 * Somebody who talks without a pause says about 1000 characters a minute, so their bill is two and a half times as high at
 * most, and the captions of one language never stand still for a whole sentence.
 */
const DRAFT_LIMIT = 1500;

function sharedSettings(definitions: readonly TranslatorDefinition[]) {
  const names = definitions.map(({ name }) => name);
  return {
    targets: setting(targetLanguages.default([]), {
      description: 'target languages, such as en or en,fr',
      flag: 'translate',
      value: '<tags>',
      fromText: listFromText,
    }),
    translators: setting(
      z
        .array(z.enum(names, `is not ${eitherOf(names)}`), 'is not a list of translators')
        .refine((chain) => new Set(chain).size === chain.length, 'names a translator twice')
        .default(['local']),
      {
        description: `${names.join(', ')} (to English only); several, best first, with commas`,
        flag: 'translator',
        value: '<names>',
        fromText: listFromText,
        live: true,
      },
    ),
    title: setting(z.string('is not a text').default(''), {
      description: 'title of the stream, which helps translators',
      flag: 'title',
      value: '<text>',
      live: true,
    }),
    game: setting(z.string('is not a text').default(''), {
      description: 'game or subject of the stream, which helps translators',
      flag: 'game',
      value: '<text>',
      live: true,
    }),
    budget: budgetSettings(definitions),
    price: priceSettings(definitions),
    draftLimit: setting(
      z.number('is not a number').int('is not a whole number').min(0).max(1_000_000).default(DRAFT_LIMIT),
      {
        description: `characters a minute of unfinished sentences, where translation costs`,
        flag: 'draft-limit',
        idle: (valueOf) =>
          valueOf('translation.readingMode') === true
            ? { because: 'only finished sentences are translated', hint: 'Leave it out, or --reading-mode.' }
            : undefined,
        value: '<characters>',
        fromText: numberFromText,
        live: true,
      },
    ),
    readingMode: setting(z.boolean('is not true or false').default(false), {
      description: 'translate finished sentences only',
      flag: 'reading-mode',
      fromText: switchFromText,
      live: true,
    }),
    pauseWithoutViewers: setting(z.boolean('is not true or false').default(false), {
      description: 'translate only while a page with captions is open',
      flag: 'pause-without-viewers',
      fromText: switchFromText,
      live: true,
    }),
  };
}

function sectionWith(added: readonly TranslatorDefinition[]) {
  return z.strictObject({
    ...sharedSettings(knownTranslators(added)),
    ...subSections(BUILT_IN_TRANSLATORS),
    ...addedSections(added),
  });
}

const section = sectionWith([]);

/**
 * The section `translation`, with a part for each translator that has anything to set.
 * @param added translators that do not come with the program.
 */
export function translationSection(added: readonly TranslatorDefinition[] = []): typeof section {
  return added.length === 0 ? section : sectionWith(added);
}

/** Who translates into what, and within which limits. */
export type TranslationSettings = Immutable<z.infer<typeof section>>;
