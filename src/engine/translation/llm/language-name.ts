import { parseLanguageTag } from '../language-tag.ts';

const english = new Intl.DisplayNames('en', { type: 'language', languageDisplay: 'standard', fallback: 'none' });

/** Languages of which a plain tag leaves open how they are written. */
const NAMED_WITH_SCRIPT = new Set(['zh', 'yue']);

/**
 * The English name of a BCP-47 tag, such as `Portuguese (Brazil)` or `Chinese (Traditional)`; the tag itself where it has
 * no name, and `undefined` where it stands for no language (`auto`, `und`).
 */
export function languageName(tag: string): string | undefined {
  const locale = parseLanguageTag(tag);
  if (!locale) return undefined;
  const { language, script, region } = locale;
  const needed = script ?? (NAMED_WITH_SCRIPT.has(language) ? locale.maximize().script : undefined);
  const full = [language, needed, region].filter((part) => part !== undefined).join('-');
  return english.of(full) ?? english.of(language) ?? tag;
}

/** The name of a language in that language, such as `español`; empty where it is not known. */
export function ownName(tag: string): string {
  const language = parseLanguageTag(tag)?.language;
  if (language === undefined) return '';
  return new Intl.DisplayNames(language, { type: 'language', fallback: 'none' }).of(language) ?? '';
}

/** ISO 15924 code of the script that the language is usually written in, such as `Latn` or `Hans`. */
export function usualScript(tag: string): string | undefined {
  return parseLanguageTag(tag)?.maximize().script;
}
