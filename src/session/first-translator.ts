import { EngineError } from '../engine/errors.ts';
import type { TranslationSettings } from '../engine/translation/settings.ts';

/**
 * The settings with one translator asked before all others, also where it is not among them; as they are where undefined.
 * @throws EngineError `usage` where nothing is translated.
 */
export function askedFirst(settings: TranslationSettings, translator: string | undefined): TranslationSettings {
  if (translator === undefined) return settings;
  if (settings.targets.length === 0) {
    throw new EngineError('usage', 'Nothing is translated, so no translator is asked.', {
      hint: 'Start with --translate, such as --translate en.',
      stage: 'translation',
    });
  }
  const others = settings.translators.filter((name) => name !== translator);
  return { ...settings, translators: [translator, ...others] };
}
