import { recognizerSection, type RecognizerSettings } from '../../src/engine/transcription/settings.ts';

/** The settings of the recogniser with some changes; the bundled model unless one is named. */
export function recognizerWith(changes: Partial<RecognizerSettings>): RecognizerSettings {
  return { ...recognizerSection().parse({}), ...changes };
}
