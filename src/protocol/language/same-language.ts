import { parseLanguage, primarySubtag, type Language } from './parse-language.ts';

/** Codes that name the same language beside a code that is used more. None is deprecated, so parsing keeps them apart. */
const OTHER_NAMES = new Map([['no', 'nb']]);

/** True where both tags are of one language, in whatever script and region: `zh` and `zh-Hant`, `no` and `nb`. */
export function sameLanguage(one: string, other: string): boolean {
  return languageKey(one) === languageKey(other);
}

/**
 * True where a text in one needs no translation into the other: one language in one script, whatever their regions. So
 * `en-GB` and `en-US` are the same, `zh-Hans` and `zh-TW` are not.
 */
export function sameWrittenLanguage(one: string, other: string): boolean {
  return sameLanguage(one, other) && parseLanguage(one)?.script === parseLanguage(other)?.script;
}

/** The same for tags that are one: in any case, by deprecated codes and by other names, but not in other regions. */
export function sameTag(one: string, other: string): boolean {
  const [first, second] = [parseLanguage(one), parseLanguage(other)];
  if (!first || !second) return one === other;
  const rest = (language: Language): string => language.tag.slice(language.primary.length);
  return sameLanguage(one, other) && rest(first) === rest(second);
}

/** The other code of the language, as a primary subtag: `nb` for `no`, and the other way round. */
export function otherName(primary: string): string | undefined {
  for (const [rare, usual] of OTHER_NAMES) {
    if (primary === rare) return usual;
    if (primary === usual) return rare;
  }
  return undefined;
}

function languageKey(tag: string): string {
  const primary = primarySubtag(tag);
  return OTHER_NAMES.get(primary) ?? primary;
}
