/** What somebody meant who wrote a code that is of no language, or of a country. */
export interface MistakenTag {
  /** Canonical tag of the language that was meant; absent where no country has the code either. */
  readonly meant?: string;
  /** How the language is written that really has the code; absent where none has it. */
  readonly own?: string;
}

/**
 * Codes of countries that are codes of small languages as well. Those who write them mean the language of the country: no
 * recogniser and no translator here knows the others. They can be written with their own region, as `se-NO`.
 */
const OF_BOTH = new Set(['ae', 'ch', 'co', 'cr', 'cu', 'dz', 'ee', 'ie', 'kg', 'kr', 'kw', 'lu', 'se', 'tw', 've']);

/** Where the most spoken language of a country is not the one that is called after it. */
const NAMED_LIKE: Readonly<Record<string, string>> = { by: 'be', ie: 'ga', kg: 'ky', kz: 'kk', lu: 'lb' };

/** Short forms of names that are no codes of countries either. */
const SHORT_FORMS: Readonly<Record<string, string>> = { sp: 'es', jap: 'ja' };

/** Parts of tags that stand for no certain language, and regions that are no country. */
const NO_LANGUAGE = new Set(['und', 'mul', 'zxx']);
const NO_COUNTRY = new Set(['eu', 'ez', 'qo', 'un', 'xa', 'xb', 'zz']);

/** A tag whose first part is no language, or hardly the one that was meant. Undefined where there is nothing to say. */
export function mistakenTag(written: string): MistakenTag | undefined {
  const [code = '', ...rest] = written.toLowerCase().split('-');
  if (!/^[a-z]{2,3}$/u.test(code) || NO_LANGUAGE.has(code)) return undefined;
  const isBoth = OF_BOTH.has(code) && rest.length === 0;
  if (!isBoth && nameOf(code) !== undefined) return undefined;
  const country = code.toUpperCase();
  const isCountry = code.length === 2 && !NO_COUNTRY.has(code) && names('region').of(country) !== undefined;
  const meant = SHORT_FORMS[code] ?? (isCountry ? languageOf(country) : undefined);
  return {
    ...(meant === undefined ? {} : { meant: canonical([meant, ...rest].join('-')) }),
    ...(isBoth ? { own: ownTag(code) } : {}),
  };
}

function nameOf(code: string): string | undefined {
  return names('language').of(canonical(code));
}

/** With the region where the language is written otherwise elsewhere, as in Taiwan. */
function languageOf(country: string): string {
  const named = NAMED_LIKE[country.toLowerCase()];
  const { language, script } = new Intl.Locale(named ?? `und-${country}`).maximize();
  return new Intl.Locale(language).maximize().script === script ? language : `${language}-${country}`;
}

function ownTag(code: string): string {
  const { language, region } = new Intl.Locale(code).maximize();
  return language === code && region !== undefined ? `${language}-${region}` : language;
}

function canonical(tag: string): string {
  try {
    return new Intl.Locale(tag).baseName;
  } catch (error) {
    if (error instanceof RangeError) return tag;
    throw error;
  }
}

function names(type: 'language' | 'region'): Intl.DisplayNames {
  return new Intl.DisplayNames('en', { type, fallback: 'none' });
}
