import type { Environment } from '../environment.ts';
import { EngineError } from '../errors.ts';
import { partOf } from '../settings-section.ts';
import { BUILT_IN_TRANSLATORS } from './built-in-translators.ts';
import type { TranslationSettings } from './settings.ts';
import type { TranslatorDefinition } from './translator-definition.ts';

/** Those that come with the program, and those that are added, which take the place of others with their name. */
export function knownTranslators(added: readonly TranslatorDefinition[]): readonly TranslatorDefinition[] {
  const byName = Object.fromEntries(added.map((definition) => [definition.name, definition]));
  return Object.values({ ...BUILT_IN_TRANSLATORS, ...byName });
}

/**
 * The translators of the chain, best first.
 * @param added translators that do not come with the program.
 * @throws EngineError `usage` where one is unknown.
 */
export function chainOf(
  { translators }: TranslationSettings,
  added: readonly TranslatorDefinition[],
): readonly TranslatorDefinition[] {
  const known = knownTranslators(added);
  return translators.map((wanted) => {
    const found = known.find(({ name }) => name === wanted);
    if (found) return found;
    throw new EngineError('usage', `There is no translator "${wanted}".`, {
      hint: `There are ${known.map(({ name }) => name).join(', ')}.`,
      stage: 'translation',
    });
  });
}

/** Throws an `EngineError` where the settings of a translator of the chain, or its key, are missing. Asks nobody. */
export function checkTranslators(
  settings: TranslationSettings,
  environment: Environment,
  added: readonly TranslatorDefinition[] = [],
): void {
  for (const definition of chainOf(settings, added)) definition.check?.(partOf(settings, definition), environment);
}
