import type { SpeechSettings } from '../config/settings.ts';
import type { TranslationSettings as FlatSettings } from '../config/translation-settings.ts';
import type { EngineConfig } from '../engine/engine-config.ts';
import { keyIn, type Environment } from '../engine/environment.ts';
import { EngineError } from '../engine/errors.ts';
import { LLM_PRESETS } from '../engine/translation/llm/presets.ts';
import { checkTranslators } from '../engine/translation/known-translators.ts';
import { translationSection, type TranslationSettings } from '../engine/translation/settings.ts';
import type { VocabularyConfig } from '../engine/vocabulary-config.ts';

/** What the settings say about the engine, without its sources. Throws an `EngineError` where a key is missing. */
export function engineSettings(
  settings: SpeechSettings,
  environment: Environment,
): Omit<EngineConfig, 'sources' | 'partials'> {
  const { model, language, replicas, prompt, remoteModel, apiKeyVariable, sensitivity } = settings;
  return {
    recognizer: { model, language, replicas, prompt, remote: { model: remoteModel, keyVariable: apiKeyVariable } },
    sensitivity,
    translation: { ...translationConfig(settings, environment), targets: settings.translate },
    vocabulary: vocabularyConfig(settings),
  };
}

/**
 * Who translates, into nothing yet. Throws an `EngineError` where a key or an address is missing, or an option has no
 * effect.
 */
export function translationConfig(settings: FlatSettings, environment: Environment): TranslationSettings {
  refuseIdleOptions(settings);
  const {
    translator: translators,
    title,
    game,
    budget,
    price,
    draftLimit,
    readingMode,
    pauseWithoutViewers,
  } = settings;
  const section = translationSection().parse({
    translators,
    deepl: {
      url: settings.deeplUrl,
      keyVariable: settings.deeplKeyVariable,
      model: settings.deeplModel,
      partials: settings.deeplPartials,
      formality: settings.formality,
    },
    llm: {
      server: settings.llm,
      url: settings.llmUrl,
      model: settings.llmModel,
      keyVariable: settings.llmKeyVariable,
      style: settings.style,
    },
    title,
    game,
    budget,
    price: { deepl: price.deepl, llm: price.llm && { input: price.llm[0], output: price.llm[1] } },
    draftLimit,
    readingMode,
    pauseWithoutViewers,
  });
  checkTranslators(section, environment);
  if (draftLimit !== undefined && !paysForDrafts(section, environment)) throw idleDraftLimit();
  return section;
}

/** The user's words. */
export function vocabularyConfig({ glossary, mask, maskWords, allowWords }: FlatSettings): VocabularyConfig {
  return {
    ...(glossary === undefined ? {} : { glossaryFile: glossary }),
    ...(mask === 'off' ? {} : { mask: { style: mask, maskWords, allowWords } }),
  };
}

/** Whoever names a server believes that it translates. */
function refuseIdleOptions(settings: FlatSettings): void {
  const { translator: chain, deeplUrl, deeplPartials, llm, llmUrl, llmModel, budget, price } = settings;
  const given = [
    { option: '--deepl-url', translator: 'deepl', isGiven: deeplUrl !== undefined },
    { option: '--deepl-partials', translator: 'deepl', isGiven: deeplPartials },
    { option: '--budget deepl', translator: 'deepl', isGiven: budget.deepl !== undefined },
    { option: '--price deepl', translator: 'deepl', isGiven: price.deepl !== undefined },
    { option: '--llm', translator: 'llm', isGiven: llm !== undefined },
    { option: '--llm-url', translator: 'llm', isGiven: llmUrl !== undefined },
    { option: '--llm-model', translator: 'llm', isGiven: llmModel !== undefined },
    { option: '--budget llm', translator: 'llm', isGiven: budget.llm !== undefined },
    { option: '--price llm', translator: 'llm', isGiven: price.llm !== undefined },
  ] as const;
  const idle = given.find(({ translator, isGiven }) => isGiven && !chain.includes(translator));
  if (!idle) return;
  const { option, translator } = idle;
  throw new EngineError('usage', `${option} has no effect: "${translator}" is not among the translators.`, {
    hint: `Add --translator ${translator}, or --translator ${translator},${chain.join(',')}.`,
  });
}

function idleDraftLimit(): EngineError {
  return new EngineError(
    'usage',
    '--draft-limit has no effect: no translator would be paid for unfinished sentences.',
    {
      hint: 'Leave it out; or add --deepl-partials, or a language model server with a key.',
    },
  );
}

function paysForDrafts({ translators, deepl, llm }: TranslationSettings, environment: Environment): boolean {
  if (translators.includes('deepl') && deepl.partials) return true;
  const keyVariable = llm.keyVariable ?? (llm.server === undefined ? undefined : LLM_PRESETS[llm.server].keyVariable);
  return translators.includes('llm') && keyVariable !== undefined && keyIn(environment, keyVariable) !== '';
}
