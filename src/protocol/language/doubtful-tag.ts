import { englishName } from './language-names.ts';

/**
 * Codes of countries that are codes of languages as well, and right as such: but there are many more who speak the
 * language of the country and stream. With it, what they would write. Codes whose own language has many speakers, as
 * `ar`, `ca` or `pa`, are meant as they are.
 */
const OF_COUNTRIES: Readonly<Record<string, string>> = {
  be: 'nl',
  bo: 'es',
  br: 'pt-BR',
  in: 'hi',
  la: 'lo',
  lb: 'ar',
  li: 'de',
  my: 'ms',
  om: 'ar',
  sa: 'ar',
  sc: 'fr',
  tn: 'ar',
  za: 'en',
};

/**
 * What to look at in a tag that is right, and perhaps not meant, as a sentence and a hint: `br` is Breton, and the code
 * of Brazil. Undefined for all others; with a region or a script it is clear what is meant.
 */
export function doubtfulTag(tag: string): { readonly message: string; readonly hint: string } | undefined {
  const code = tag.toLowerCase();
  const other = OF_COUNTRIES[code];
  if (other === undefined) return undefined;
  const country = new Intl.DisplayNames('en', { type: 'region' }).of(code.toUpperCase()) ?? code;
  return {
    message: `The language "${tag}" is ${englishName(code) ?? code}, not that of ${country}.`,
    hint: `Write ${other} for ${englishName(other) ?? other}.`,
  };
}
