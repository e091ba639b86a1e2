import path from 'node:path';
import type { SpeechSettings } from '../config/settings.ts';
import type { TranslationSettings } from '../config/translation-settings.ts';
import type { EngineConfig } from '../engine/engine-config.ts';
import type { DeepLConfig, LlmConfig, TranslationConfig } from '../engine/translation-config.ts';
import { EngineError } from '../engine/errors.ts';
import type { VocabularyConfig } from '../engine/vocabulary-config.ts';
import { LLM_PRESETS, type LlmPreset } from '../engine/translation/llm/presets.ts';
import { userFolders } from './user-folders.ts';

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

/** Who translates. Throws an `EngineError` where a key or an address is missing. */
export function translationConfig(settings: TranslationSettings, environment: Environment): TranslationConfig {
  const { translator: chain, title, game, budget, price, readingMode, pauseWithoutViewers } = settings;
  const { deepl, llm } = budget;
  return {
    chain,
    ...(chain.includes('deepl') ? { deepl: deeplConfig(settings, environment) } : {}),
    ...(chain.includes('llm') ? { llm: llmConfig(settings, environment) } : {}),
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
  const key = keyVariable === undefined ? undefined : environment[keyVariable];
  if (llmKeyVariable !== undefined && key === undefined) {
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
    ...(key === undefined ? {} : { key }),
    style,
  };
}
