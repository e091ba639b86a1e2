import { parseLanguageTag } from './language-tag.ts';

/** Tags that mean the same written language, which `Intl` keeps apart. */
const SAME_WRITTEN = new Map([
  ['no', 'nb'],
  ['fil', 'tl'],
]);

/** The primary language subtag of a BCP-47 tag in lower case: `es` for `es-MX`. */
export function primaryLanguage(tag: string): string {
  return tag.toLowerCase().split(/[-_]/, 1)[0] ?? '';
}

/**
 * True where a text in one needs no translation into the other: one language in one script, whatever their regions. So
 * `en-GB` and `en-US` are the same, `zh-Hans` and `zh-TW` are not.
 */
export function sameLanguage(one: string, other: string): boolean {
  return writtenLanguage(one) === writtenLanguage(other);
}

/** Language and script of a tag, such as `zh-Hant` for `zh-TW`. */
function writtenLanguage(tag: string): string {
  const locale = parseLanguageTag(tag)?.maximize();
  if (!locale) return primaryLanguage(tag);
  const { language, script } = locale;
  return `${SAME_WRITTEN.get(language) ?? language}-${script ?? ''}`;
}
