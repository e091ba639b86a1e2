import type { TranslationRequest } from '../../../../src/engine/translation/translator.ts';
import { utteranceId } from '../../../support/caption-builders.ts';

/** A request for a final from Spanish to English, where nothing else is said. */
export function translationRequest(text: string, change: Partial<TranslationRequest> = {}): TranslationRequest {
  return {
    utteranceId: utteranceId('utterance-1'),
    text,
    sourceLanguage: 'es',
    targetLanguage: 'en',
    final: true,
    previousText: '',
    context: [],
    ...change,
  };
}
