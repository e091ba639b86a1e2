import type { AnswerExpectation } from '../../../../../src/engine/translation/llm/answer/answer-expectation.ts';

/** What a translation of `source` is measured by; from Spanish to English where nothing else is said. */
export function expecting(source: string, targetLanguage = 'en', sourceLanguage = 'es'): AnswerExpectation {
  const instruction =
    'You translate live captions of a stream from Spanish into English.\nWrite plain, natural language.';
  return { source, sourceLanguage, targetLanguage, instruction };
}
