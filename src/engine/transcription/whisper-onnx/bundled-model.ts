import path from 'node:path';

/** What the bundled model was trained on (primary language subtags). */
export const BUNDLED_LANGUAGES = ['en', 'es', 'de', 'fr'] as const;

/** Told wherever the bundled model is used. */
export const BUNDLED_SPEECH_NOTICE =
  'The bundled demo model understands only about 450 words of English, Spanish, German and French, spoken clearly.';

/** What to do about it. */
export const BUNDLED_SPEECH_HINT =
  'For real speech see overlingo models list speech, download a model with overlingo models get, and name it with --model.';

/** Folder of the bundled speech model. */
export function bundledSpeechModel(assets: string): string {
  return path.join(assets, 'models', 'demo-whisper');
}
