import { languageNamed } from './language-names.ts';
import { parseLanguage } from './parse-language.ts';

/**
 * The tag that somebody meant who wrote a language in another way: as systems write it (`pt_BR`, `zh_CN.UTF-8`), or by a
 * name (`english`, `Deutsch`, `English (US)`). It may still be no language, as `ja-JP` is meant with `jp_JP`. Undefined
 * where nothing is known by that text.
 */
export function meantTag(written: string): string | undefined {
  return localeTag(written) ?? nameTag(written);
}

/** How scripts are written beside a language, by systems and by people. */
const SCRIPTS: Readonly<Record<string, string>> = {
  simplified: 'Hans',
  traditional: 'Hant',
  latin: 'Latn',
  cyrillic: 'Cyrl',
};

/** With what systems put behind it: an encoding, and a variant. */
function localeTag(written: string): string | undefined {
  const [, variant = ''] = written.toLowerCase().split('@', 2);
  const [language = '', ...rest] = written.replace(/[.@].*$/u, '').split(/[-_]/u);
  const script = SCRIPTS[variant];
  const tag = [language, ...(script === undefined ? [] : [script]), ...rest].join('-');
  if (tag === written) return undefined;
  const canonical = parseLanguage(tag)?.tag;
  if (canonical !== undefined) return canonical;
  return /^[a-z]{2}(?:-[a-z]{2})?$/iu.test(tag) ? tag : undefined;
}

function nameTag(written: string): string | undefined {
  const whole = languageNamed(written.trim());
  if (whole !== undefined) return whole;
  const [, name = '', place = ''] = /^([^(),]+)[(,]([^(),]+)\)?$/u.exec(written) ?? [];
  const language = languageNamed(name.trim());
  const part = SCRIPTS[place.trim().toLowerCase()] ?? regionNamed(place.trim());
  return language === undefined || part === undefined ? undefined : `${language}-${part}`;
}

/** `GB` is what people write as UK. */
const WRITTEN_OTHERWISE: Readonly<Record<string, string>> = { UK: 'GB', USA: 'US' };

/** The code of a country by its English name, or by the code itself. */
function regionNamed(name: string): string | undefined {
  const upper = name.toUpperCase();
  const code = WRITTEN_OTHERWISE[upper] ?? upper;
  const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
  if (/^[A-Z]{2}$/u.test(code)) return names.of(code) === undefined ? undefined : code;
  const letters = Array.from({ length: 26 }, (_, index) => String.fromCharCode(65 + index));
  return letters
    .flatMap((first) => letters.map((second) => first + second))
    .find((candidate) => names.of(candidate)?.toUpperCase() === upper);
}
