import type { StatusNotice } from '../../protocol/status.ts';
import { ALL_BUNDLED_NOTICE } from '../translation/local/bundled-models-notice.ts';

/** What is said of the speech model is said of the translation models with it, where both are bundled. */
const BOTH_BUNDLED =
  'The bundled demo models understand and translate only about 450 words of English, Spanish, German and French, spoken clearly.';

const BOTH_HINT = 'For real translations: overlingo models get es-en, for example.';

/**
 * What is told of bundled models at the start, once.
 * @param speech what is to be told of a speech model.
 * @param translation what is to be told of the translators.
 */
export function bundledNotice(
  speech: StatusNotice,
  translation: string | undefined,
): { readonly speech: StatusNotice; readonly coversTranslation: boolean } {
  if (speech.code !== 'bundled-model' || translation !== ALL_BUNDLED_NOTICE)
    return { speech, coversTranslation: false };
  const hint = [speech.hint ?? '', BOTH_HINT].join(' ').trim();
  return { speech: { ...speech, message: BOTH_BUNDLED, hint }, coversTranslation: true };
}
