import { sameLanguage } from '../../protocol/language/same-language.ts';
import { tagProblem } from '../../protocol/language/tag-problem.ts';
import { wantedLanguages, type SpokenLanguage } from '../../protocol/spoken-language.ts';
import { EngineError } from '../errors.ts';
import { everySpoken, type SourceConfig } from '../pipeline/source.ts';
import { whisperLanguage } from '../transcription/languages.ts';
import type { RecognizerInfo } from '../transcription/recognizer.ts';
import { BUNDLED_SPEECH_HINT } from '../transcription/whisper-onnx/bundled-model.ts';
import type { TranslatorDefinition } from '../translation/translator-definition.ts';

/** Throws `language-unknown` where something wanted of a run is no language. */
export function checkLanguages(sources: readonly SourceConfig[], targets: readonly string[]): void {
  for (const spoken of sources.flatMap(everySpoken)) checkSpokenLanguages(spoken, []);
  for (const language of targets) checkTargetLanguage(language);
}

/**
 * Throws `language-unknown` where something wanted is no language, and `language-unsupported` where a loaded model was
 * not made for one.
 */
export function checkSpokenLanguages(spoken: SpokenLanguage, infos: readonly RecognizerInfo[]): void {
  for (const language of wantedLanguages(spoken)) {
    checkTag(language);
    whisperLanguage(language);
    for (const info of infos) checkSpokenLanguage(language, info);
  }
}

function checkTag(language: string): void {
  const problem = tagProblem(language);
  if (problem === undefined) return;
  throw new EngineError('language-unknown', `The spoken language "${language}" ${problem}.`, {
    hint: 'Use a BCP-47 tag such as en, es, de or fr, or auto.',
    stage: 'transcription',
  });
}

function checkSpokenLanguage(language: string, { model, capabilities }: RecognizerInfo): void {
  const { languages } = capabilities;
  if (languages === 'any' || languages.some((known) => sameLanguage(known, language))) return;
  throw new EngineError('language-unsupported', `The model ${model} does not know the language "${language}".`, {
    hint: `It knows ${languages.join(', ')}. ${BUNDLED_SPEECH_HINT}`,
    stage: 'transcription',
  });
}

/** Throws `translator-unsupported` where a translator needs the recogniser to translate and it cannot. */
export function checkRecognizerTranslates(
  chain: readonly TranslatorDefinition[],
  { model, capabilities }: RecognizerInfo,
): void {
  if (capabilities.translatesToEnglish || !chain.some(({ needs }) => needs.includes('audio'))) return;
  throw new EngineError(
    'translator-unsupported',
    `The model ${model} cannot translate speech into English by itself.`,
    {
      hint: 'Use --translator local, or a multilingual Whisper model.',
      stage: 'translation',
    },
  );
}

/** Throws `language-unknown` where a target language is no BCP-47 tag. */
export function checkTargetLanguage(language: string): void {
  const problem = tagProblem(language);
  if (problem === undefined) return;
  throw new EngineError('language-unknown', `The target language "${language}" ${problem}.`, {
    hint: 'Use a BCP-47 tag such as en, es, de, fr or pt-BR.',
    stage: 'translation',
  });
}
