import { z } from 'zod';
import { parseSpokenLanguages } from '../../protocol/parse-spoken-languages.ts';
import type { SpokenLanguage } from '../../protocol/spoken-language.ts';
import { setting } from '../setting.ts';
import { numberFromText } from '../setting-text.ts';
import { addedSections, subSections, type Immutable } from '../settings-section.ts';
import { BUILT_IN_RECOGNIZERS } from './built-in-recognizers.ts';
import { parseModelChoices } from './model-choice.ts';
import type { RecognizerDefinition } from './recognizer-definition.ts';

/** `auto`, a language, or several that may be spoken; in a file also as a list. */
const spokenLanguages = z
  .union([z.string(), z.array(z.string()).min(1)], 'is not a language tag such as en, es or pt-BR')
  .transform((tags, context): SpokenLanguage => {
    const parsed = parseSpokenLanguages(typeof tags === 'string' ? tags : tags.join(','), ',');
    if (parsed.ok) return parsed.spoken;
    context.addIssue({ code: 'custom', message: parsed.problem });
    return z.NEVER;
  });

/** One model, or several by language, as one text; in a file also as a mapping. */
const speechModels = z
  .union([z.string().min(1, 'is empty'), z.record(z.string(), z.string())], 'is not the name or the place of a model')
  .transform((models, context): string => {
    const text = typeof models === 'string' ? models : textOf(models);
    const parsed = parseModelChoices(text);
    if (parsed.ok && text !== '') return text;
    context.addIssue({ code: 'custom', message: parsed.ok ? 'is empty' : parsed.problem });
    return z.NEVER;
  });

function textOf(models: Readonly<Record<string, string>>): string {
  return Object.entries(models)
    .map(([language, model]) => `${language}=${model}`)
    .join(',');
}

function sectionWith(added: readonly RecognizerDefinition[]) {
  return z.strictObject({
    model: setting(speechModels.prefault('demo'), {
      description:
        'a downloaded model such as whisper-small, a folder or file of one, http(s)://…/v1 (several with commas), or demo; several by language: en=…,*=…',
      flag: 'model',
      value: '<model>',
    }),
    language: setting(spokenLanguages.prefault('auto'), {
      description: 'spoken language, such as es; auto finds it, and es,en finds which of these',
      flag: 'language',
      value: '<tags>',
    }),
    replicas: setting(z.number('is not a number').int('is not a whole number').min(1).max(16).default(1), {
      description: 'recogniser processes that work side by side',
      flag: 'replicas',
      value: '<count>',
      fromText: numberFromText,
    }),
    prompt: setting(z.string('is not a text').default(''), {
      description: 'names and terms that are likely to occur',
      flag: 'prompt',
      value: '<words>',
    }),
    ...subSections(BUILT_IN_RECOGNIZERS),
    ...addedSections(added),
  });
}

const section = sectionWith([]);

/**
 * The section `recognizer`, with a part for each recogniser that has anything to set.
 * @param added recognisers that do not come with the program.
 */
export function recognizerSection(added: readonly RecognizerDefinition[] = []): typeof section {
  return added.length === 0 ? section : sectionWith(added);
}

/** What listens. */
export type RecognizerSettings = Immutable<z.infer<typeof section>>;
