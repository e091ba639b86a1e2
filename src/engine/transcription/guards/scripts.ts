import { parseLanguage } from '../../../protocol/language/parse-language.ts';
import type { TextGuard } from './guard.ts';

/** Codes of ISO 15924 that stand for several scripts of Unicode, or for part of one. */
const UNICODE_SCRIPTS: Readonly<Record<string, readonly string[]>> = {
  Hans: ['Hani', 'Bopo'],
  Hant: ['Hani', 'Bopo'],
  Jpan: ['Hira', 'Kana', 'Hani'],
  Kore: ['Hang', 'Hani'],
};

/** Scripts that a language is written in as well; which one a speaker wants, nobody can hear. */
const FURTHER_SCRIPTS: Readonly<Record<string, readonly string[]>> = {
  az: ['Cyrl', 'Arab'],
  bs: ['Cyrl'],
  ha: ['Arab'],
  kk: ['Arab'],
  ku: ['Arab'],
  mn: ['Mong'],
  ms: ['Arab'],
  pa: ['Arab'],
  sd: ['Deva'],
  sr: ['Cyrl'],
  tg: ['Arab'],
  tk: ['Cyrl'],
  tt: ['Arab'],
  ug: ['Cyrl'],
  uz: ['Cyrl', 'Arab'],
};

/** A sign or two of another script are a symbol, such as π or の. */
const LONGEST_SYMBOL = 2;

/** Where more than this share of the signs is foreign, what fits is as wrong as the rest. */
const LARGEST_FOREIGN_SHARE = 0.5;

const known = new Map<string, RegExp | undefined>();

/**
 * Refuses a text in a script that the language is not written in: the decoder guessed another language. Single words of it
 * are left out. Latin letters are at home everywhere, since names keep them, and so are marks and digits of all scripts.
 */
export const checkScript: TextGuard = (text, { language }) => {
  const foreign = foreignSigns(language);
  if (!foreign) return text;
  const countForeign = (key: string): number => key.match(foreign)?.length ?? 0;
  const all = text.tokens.reduce((sum, { key }) => sum + (key.match(/[\p{L}\p{Nd}]/gu)?.length ?? 0), 0);
  const found = text.tokens.reduce((sum, { key }) => sum + countForeign(key), 0);
  if (found > all * LARGEST_FOREIGN_SHARE) return 'wrong-script';
  if (found <= LONGEST_SYMBOL) return text;
  const fitting = text.tokens.filter(({ key }) => countForeign(key) === 0);
  return fitting.some(({ key }) => key !== '') ? { tokens: fitting } : 'wrong-script';
};

/** Finds letters and digits of other scripts. Nothing where the language or its script is not known. */
function foreignSigns(language: string): RegExp | undefined {
  if (!known.has(language)) known.set(language, createPattern(language));
  return known.get(language);
}

function createPattern(language: string): RegExp | undefined {
  const { primary = '', script } = parseLanguage(language) ?? {};
  if (script === undefined) return undefined;
  const own = [...(UNICODE_SCRIPTS[script] ?? [script]), ...(FURTHER_SCRIPTS[primary] ?? [])];
  const fitting = ['Latn', 'Zyyy', 'Zinh', ...own].map((code) => `\\p{scx=${code}}`).join('');
  try {
    return new RegExp(`(?![${fitting}])[\\p{L}\\p{Nd}]`, 'gu');
  } catch (error) {
    // A script that this version of Unicode does not know.
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
