import type { EngineConfig } from '../engine/engine-config.ts';
import { recognizerSection, type RecognizerSettings } from '../engine/transcription/settings.ts';
import { translationSection, type TranslationSettings } from '../engine/translation/settings.ts';

/** What a run of the engine does, as far as it is not the usual: what is left out is as `start` has it. */
export interface EngineSettings extends Partial<Omit<EngineConfig, 'recognizer' | 'translation'>> {
  readonly recognizer?: Partial<RecognizerSettings>;
  readonly translation?: Partial<TranslationSettings>;
}

/** The whole configuration: the bundled models, and no translation unless languages are named. */
export function withDefaults({ recognizer, translation, ...settings }: EngineSettings): EngineConfig {
  return {
    sources: [],
    sensitivity: 'normal',
    partials: true,
    vocabulary: {},
    ...settings,
    recognizer: { ...recognizerSection().parse({}), ...recognizer },
    translation: { ...translationSection().parse({}), ...translation },
  };
}
