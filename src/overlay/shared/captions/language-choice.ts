import { nearestLanguage } from '../../../protocol/language/nearest-language.ts';
import { sameLanguage, sameWrittenLanguage } from '../../../protocol/language/same-language.ts';

/** The language of the translations that a page shows. */
export interface LanguageChoice {
  /** As the engine writes it, where the engine translates into it. Undefined where no translation is wanted or made. */
  readonly language: string | undefined;
  /** What the engine translates into, as far as it is known. */
  readonly targets?: readonly string[];
}

/** The wanted language as the engine writes it, or the engine's first. */
export function chooseLanguage(wanted: string | undefined, targets: readonly string[]): string | undefined {
  if (wanted === undefined) return targets[0];
  return nearestLanguage(wanted, targets) ?? wanted;
}

/**
 * Which of the translations of a text the page shows, by their tags. Another target of the engine does not stand in for
 * one that is still to come; a tag of a source with targets of its own does.
 */
export function shownTranslation(
  tags: readonly string[],
  { language, targets = [] }: LanguageChoice,
): string | undefined {
  if (language === undefined) return undefined;
  if (tags.includes(language)) return language;
  return nearestLanguage(
    language,
    tags.filter((tag) => !targets.includes(tag)),
  );
}

/**
 * True where the page shows what was said in place of a translation: the speaker already speaks its language. That in
 * another script is waited for where the engine translates into it, and is better than nothing where it does not.
 */
export function needsNoTranslation(spoken: string, { language, targets = [] }: LanguageChoice): boolean {
  if (language === undefined) return false;
  return targets.includes(language) ? sameWrittenLanguage(spoken, language) : sameLanguage(spoken, language);
}
