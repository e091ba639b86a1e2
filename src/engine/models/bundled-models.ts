import path from 'node:path';

/** What the bundled models were trained on (primary language subtags). */
export const BUNDLED_LANGUAGES = ['en', 'es', 'de', 'fr'] as const;

/** Told wherever the bundled speech model is used. */
export const BUNDLED_SPEECH_NOTICE =
  'The bundled demo model understands only about 450 words of English, Spanish, German and French, spoken clearly.';

/** What to do about it. */
export const BUNDLED_SPEECH_HINT =
  'For real speech give a real model with --model: a folder with a sherpa-onnx model, a ggml Whisper file, or the address of a transcription server.';

/** The demo clips, by primary language subtag. */
export function demoClip(assets: string, language: string): { readonly sound: string; readonly references: string } {
  const base = path.join(assets, 'demo', `demo-${language}`);
  return { sound: `${base}.wav`, references: `${base}.json` };
}

/** Folder of the bundled translation models. */
export function bundledTranslationModels(assets: string): string {
  return path.join(assets, 'models', 'demo-translation');
}

/** Folder of the bundled speech model. */
export function bundledSpeechModel(assets: string): string {
  return path.join(assets, 'models', 'demo-whisper');
}
