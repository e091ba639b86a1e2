import { parseLanguage } from './parse-language.ts';

const english = namesIn('en');

/**
 * The English name of a BCP-47 tag, such as `Portuguese (Brazil)`; that of the language alone where the whole tag has
 * none. Undefined where no language has the tag, as with `jp`, and where no certain one is meant.
 */
export function englishName(tag: string): string | undefined {
  const language = parseLanguage(tag);
  return language && (english.of(language.tag) ?? english.of(language.primary));
}

/** The name of a language in that language and its script, such as `español` for `es-MX`. Undefined where it is not known. */
export function ownName(tag: string): string | undefined {
  const language = parseLanguage(tag);
  // Where names in a language are not known, the browser would give them in its own.
  if (!language || Intl.DisplayNames.supportedLocalesOf(language.tag).length === 0) return undefined;
  return namesIn(language.tag).of(language.primary);
}

/** What a language is called in another one, such as `inglés` for `en` in `es`. Undefined where that is not known. */
export function nameIn(tag: string, named: string): string | undefined {
  const [language, other] = [parseLanguage(tag), parseLanguage(named)];
  if (!language || !other || Intl.DisplayNames.supportedLocalesOf(language.tag).length === 0) return undefined;
  return namesIn(language.tag).of(other.primary);
}

let codes: ReadonlyMap<string, string> | undefined;

/**
 * The two-letter code of a name in any case, in English or in the language itself: `es` for `spanish` and `Español`.
 * Undefined where there is none.
 */
export function languageNamed(name: string): string | undefined {
  codes ??= codesByName();
  return codes.get(name.toLowerCase());
}

function codesByName(): ReadonlyMap<string, string> {
  const letters = Array.from({ length: 26 }, (_, index) => String.fromCharCode(97 + index));
  const all = letters.flatMap((first) => letters.map((second) => first + second));
  // Deprecated codes share a name with those of today.
  const present = all.filter((code) => parseLanguage(code)?.tag === code);
  const named = (nameOf: (code: string) => string | undefined): [string, string][] =>
    present.flatMap((code): [string, string][] => {
      const name = nameOf(code);
      return name === undefined ? [] : [[name.toLowerCase(), code]];
    });
  // English names come last, and so count where another language has the same.
  return new Map([...named(ownName), ...named((code) => english.of(code))]);
}

function namesIn(tag: string): Intl.DisplayNames {
  return new Intl.DisplayNames(tag, { type: 'language', languageDisplay: 'standard', fallback: 'none' });
}
