import type { Formality, ModelType, TranslateTextOptions } from 'deepl-node';
import type { TranslationRequest } from '../translator.ts';
import type { DeepLLanguages } from './deepl-languages.ts';

/** How translations are to be made. */
export interface DeepLStyle {
  /** Where a target knows no such difference, `prefer_…` and `default` do the same. Default: `default`. */
  readonly formality?: Formality;
  /** Fast or good. Default: `latency_optimized`. */
  readonly modelType?: ModelType;
  /** What the stream is about, such as its title and game; helps with words of several meanings. */
  readonly background?: string;
}

/** A pair of DeepL's codes; the source may be `auto`. */
export interface DeepLPair {
  readonly source: string;
  readonly target: string;
}

/** Enough for some sentences; more only makes requests slower. */
const MAX_CONTEXT_CHARACTERS = 1500;

/** What is sent along with a text. */
export function textOptions(
  { formality = 'default', modelType = 'latency_optimized', background = '' }: DeepLStyle,
  languages: DeepLLanguages,
  { source, target }: DeepLPair,
  request: Pick<TranslationRequest, 'context'>,
): TranslateTextOptions {
  const context = contextOf(background, request.context);
  // DeepL refuses a plain wish for languages that have no formal and informal style, but not one that begins so.
  const formal = formality !== 'default' && (formality.startsWith('prefer') || languages.knowsFormality(target));
  // DeepL refuses the fast model for languages that have none, but chooses by itself where nothing is said.
  const modelled = modelType !== 'latency_optimized' || languages.isFast(source, target);
  return {
    // Full stops that the recogniser guessed wrong, or an abbreviation, must not tear a caption into separate sentences.
    splitSentences: 'off',
    // The beginning of a sentence is sent as a partial: no full stop must be added to it.
    preserveFormatting: true,
    ...(formal ? { formality } : {}),
    ...(modelled ? { modelType } : {}),
    ...(context === '' ? {} : { context }),
  };
}

/** The background, then as many of the newest sentences as there is room for, in the order of speech. */
function contextOf(background: string, pairs: TranslationRequest['context']): string {
  const parts: string[] = [];
  let room = MAX_CONTEXT_CHARACTERS - background.length;
  for (const { source } of [...pairs].reverse()) {
    room -= source.length;
    if (room < 0) break;
    parts.unshift(source);
  }
  return [background.trim().slice(0, MAX_CONTEXT_CHARACTERS), ...parts].filter((part) => part !== '').join('\n');
}
