import { existsSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { setting, type IdleSetting } from '../setting.ts';
import { numberFromText, spokenLanguages } from '../setting-text.ts';
import { userPath } from '../user-path.ts';
import { addedSections, subSections, type Immutable } from '../settings-section.ts';
import { isServer } from './remote/is-server.ts';
import { BUILT_IN_RECOGNIZERS } from './built-in-recognizers.ts';
import { chosenModels, parseModelChoices, withModels } from './model-choice.ts';
import type { RecognizerDefinition } from './recognizer-definition.ts';

const LIBRARIES = Object.keys(BUILT_IN_RECOGNIZERS);

/** One model, or several by language, as one text; in a file also as a mapping. */
const speechModels = z
  .union([z.string().min(1, 'is empty'), z.record(z.string(), z.string())], 'is not the name or the place of a model')
  .transform((models, context): string => {
    const text = typeof models === 'string' ? models : textOf(models);
    const parsed = parseModelChoices(text);
    if (parsed.ok && text !== '') return withModels(text, (model) => userPath(model));
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
        'a downloaded model such as whisper-small, a folder with a sherpa-onnx model, a GGUF or ggml file, http(s)://…/v1 (several with commas), or demo; several by language: en=…,*=…',
      flag: 'model',
      value: '<model>',
      inFolder: modelInFolder,
    }),
    language: setting(spokenLanguages.prefault('auto'), {
      description: 'spoken language, such as es; auto finds it, and es,en finds which of these',
      flag: 'language',
      value: '<tags>',
      idle: idleLanguage,
    }),
    library: setting(z.enum(['auto', ...LIBRARIES, ...added.map(({ name }) => name)]).default('auto'), {
      description: `what runs the model: auto, ${LIBRARIES.join(', ')}`,
      flag: 'recognizer',
      value: '<name>',
    }),
    replicas: setting(z.number('is not a number').int('is not a whole number').min(1).max(16).default(1), {
      description: 'recogniser processes that work side by side',
      flag: 'replicas',
      value: '<count>',
      fromText: numberFromText,
      idle: idleBesideServers,
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

function idleBesideServers(valueOf: (name: string) => unknown): IdleSetting | undefined {
  if (!chosenModels(valueOf('recognizer.model')).every(isServer)) return undefined;
  return { because: 'servers are asked side by side by themselves', hint: 'Leave it out, or name more servers.' };
}

/** Guests have the language that is given for all. */
function idleLanguage(valueOf: (name: string) => unknown): IdleSetting | undefined {
  const inputs = valueOf('audio.inputs') as readonly { readonly kind: string; readonly language?: unknown }[];
  const isOwn = inputs.length > 0 && inputs.every(({ kind, language }) => kind !== 'browser' && language !== undefined);
  if (!isOwn || valueOf('server.programs') === true) return undefined;
  return { because: 'each input has a language of its own', hint: 'Leave it out, or the language of an input.' };
}

/** `demo`, addresses and models of other recognisers are no paths: what is there by that name is one. */
function modelInFolder(value: unknown, folder: string): unknown {
  const whole = (model: unknown): unknown => {
    if (typeof model !== 'string' || model === '') return model;
    const place = path.resolve(folder, userPath(model, folder));
    return existsSync(place) ? place : model;
  };
  if (typeof value === 'string') return withModels(value, (model) => String(whole(model)));
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([language, model]) => [language, whole(model)]));
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
