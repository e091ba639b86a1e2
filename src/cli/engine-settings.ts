import path from 'node:path';
import type { SpeechSettings } from '../config/settings.ts';
import type { TranslationSettings } from '../config/translation-settings.ts';
import type { EngineConfig } from '../engine/engine-config.ts';
import type { DeepLConfig, LlmConfig, TranslationConfig } from '../engine/translation-config.ts';
import { EngineError } from '../engine/errors.ts';
import type { VocabularyConfig } from '../engine/vocabulary-config.ts';
import { LLM_PRESETS, type LlmPreset } from '../engine/translation/llm/presets.ts';
import { userFolders } from '../config/user-folders.ts';

/** Environment variables by name. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** What the settings say about the engine, without its sources. Throws an `EngineError` where a key is missing. */
export function engineSettings(
  settings: SpeechSettings,
  environment: Environment,
): Omit<EngineConfig, 'sources' | 'partials'> {
  const { model, translate, sensitivity, replicas, prompt, remoteModel, apiKeyVariable } = settings;
  return {
    model,
    replicas,
    prompt,
    remoteModel,
    ...(apiKeyVariable === undefined ? {} : { apiKeyVariable }),
    cacheFolder: userFolders().cache,
    sensitivity,
    targets: translate,
    translation: translationConfig(settings, environment),
    vocabulary: vocabularyConfig(settings),
  };
}

/** Who translates. Throws an `EngineError` where a key or an address is missing, or an option has no effect. */
export function translationConfig(settings: TranslationSettings, environment: Environment): TranslationConfig {
  const { translator: chain, title, game, budget, price, draftLimit, readingMode, pauseWithoutViewers } = settings;
  refuseIdleOptions(settings);
  const deeplServer = chain.includes('deepl') ? deeplConfig(settings, environment) : undefined;
  const llmServer = chain.includes('llm') ? llmConfig(settings, environment) : undefined;
  if (draftLimit !== undefined && deeplServer?.partials !== true && llmServer?.key === undefined)
    throw idleDraftLimit();
  const { deepl, llm } = budget;
  return {
    chain,
    ...(deeplServer ? { deepl: deeplServer } : {}),
    ...(llmServer ? { llm: llmServer } : {}),
    title,
    game,
    budgets: {
      ...(deepl === undefined ? {} : { deepl: { unit: 'characters', limit: deepl } }),
      ...(llm === undefined ? {} : { llm: { unit: 'tokens', limit: llm } }),
    },
    prices: {
      ...(price.deepl === undefined ? {} : { deepl: { perMillionCharacters: price.deepl } }),
      ...(price.llm === undefined
        ? {}
        : { llm: { perMillionInputTokens: price.llm[0], perMillionOutputTokens: price.llm[1] } }),
    },
    ...(draftLimit === undefined ? {} : { draftLimit }),
    usageFile: path.join(userFolders().config, 'translation-usage.json'),
    readingMode,
    pauseWithoutViewers,
  };
}

/** The user's words. */
export function vocabularyConfig({ glossary, mask, maskWords, allowWords }: TranslationSettings): VocabularyConfig {
  return {
    ...(glossary === undefined ? {} : { glossaryFile: glossary }),
    ...(mask === 'off' ? {} : { mask: { style: mask, maskWords, allowWords } }),
  };
}

/** Whoever names a server believes that it translates. */
function refuseIdleOptions(settings: TranslationSettings): void {
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

function deeplConfig(settings: TranslationSettings, environment: Environment): DeepLConfig {
  const { deeplUrl, deeplKeyVariable, deeplModel, deeplPartials, formality } = settings;
  const key = environment[deeplKeyVariable]?.trim() ?? '';
  if (key === '') {
    throw new EngineError('translator-auth', `There is no key for DeepL in the variable ${deeplKeyVariable}.`, {
      hint: `Set the environment variable ${deeplKeyVariable} to the key from DeepL's account settings.`,
      stage: 'translation',
    });
  }
  return {
    key,
    ...(deeplUrl === undefined ? {} : { serverUrl: deeplUrl }),
    modelType: deeplModel === 'fast' ? 'latency_optimized' : 'prefer_quality_optimized',
    formality: formality === 'default' ? formality : `prefer_${formality}`,
    partials: deeplPartials,
  };
}

function llmConfig(settings: TranslationSettings, environment: Environment): LlmConfig {
  const { llm: preset, llmUrl, llmModel, llmKeyVariable, style } = settings;
  if (preset === undefined && llmUrl === undefined) {
    throw new EngineError('usage', '--translator llm names no server.', {
      hint: 'Add --llm with a name such as ollama or openai, or --llm-url with an address.',
    });
  }
  const known: LlmPreset | undefined = preset === undefined ? undefined : LLM_PRESETS[preset];
  const keyVariable = llmKeyVariable ?? known?.keyVariable;
  const key = keyVariable === undefined ? '' : (environment[keyVariable]?.trim() ?? '');
  if (llmKeyVariable !== undefined && key === '') {
    throw new EngineError('translator-auth', `There is no key in the variable ${llmKeyVariable}.`, {
      hint: `Set the environment variable ${llmKeyVariable}, or leave --llm-key-variable out where no key is wanted.`,
      stage: 'translation',
    });
  }
  return {
    ...(preset === undefined ? {} : { preset }),
    ...(llmUrl === undefined ? {} : { baseUrl: llmUrl }),
    ...(llmModel === undefined ? {} : { model: llmModel }),
    ...(keyVariable === undefined ? {} : { keyVariable }),
    ...(key === '' ? {} : { key }),
    style,
  };
}
