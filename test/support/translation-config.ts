import { translationSection, type TranslationSettings } from '../../src/engine/translation/settings.ts';

/** Translation by these translators into these languages (BCP-47), with nothing special. */
export function translationBy(translators: readonly string[], targets: readonly string[] = []): TranslationSettings {
  return { ...translationSection().parse({}), translators, targets };
}
