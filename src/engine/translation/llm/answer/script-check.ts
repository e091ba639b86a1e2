import { parseLanguage } from '../../../../protocol/language/parse-language.ts';
import { scriptCode } from '../../../../protocol/language/writing.ts';

/** Codes of ISO 15924 that stand for several scripts of Unicode, or for part of one. */
const UNICODE_SCRIPTS: Readonly<Record<string, readonly string[]>> = {
  Hans: ['Hani'],
  Hant: ['Hani'],
  Jpan: ['Hira', 'Kana', 'Hani'],
  Kore: ['Hang', 'Hani'],
};

/** Languages that are written in two scripts, whatever their tag says of none. */
const SECOND_SCRIPTS: Readonly<Record<string, string>> = { uz: 'Cyrl', az: 'Cyrl', kk: 'Latn', ku: 'Arab' };

/** How many letters of a foreign script are worth one sign of a dense script. */
const DENSE_WEIGHT = 3;

/** A shorter stretch of foreign letters is a name or an abbreviation. */
const MOST_FOREIGN_LETTERS = 3;

/** Knows the letters of one language. */
export interface LanguageScript {
  /** True where the text has a letter of the script. */
  readonly occursIn: (text: string) => boolean;
  /** True where the text, without the words that it has in common with `source`, is mostly in other scripts. */
  readonly isMissingIn: (text: string, source: string) => boolean;
}

const known = new Map<string, LanguageScript>();

/** The script that texts in the language are written in. */
export function scriptOf(language: string): LanguageScript {
  const script = known.get(language) ?? createScript(language);
  known.set(language, script);
  return script;
}

function createScript(language: string): LanguageScript {
  const code = scriptCode(language) ?? 'Latn';
  const codes = [...(UNICODE_SCRIPTS[code] ?? [code]), ...secondScript(language)];
  const letter = letterOf(codes);
  const dense = UNICODE_SCRIPTS[code] !== undefined;
  const isJapanese = code === 'Jpan';
  const isChinese = codes.length === 1 && dense;
  return {
    occursIn: (text) => letter.test(text),
    isMissingIn: (text, source) => {
      const own = ownWords(text, source);
      const letters = countOf(own, /\p{L}/gu);
      const right = countOf(own, new RegExp(letter.source, 'gu'));
      const kana = countOf(own, /[\p{sc=Hira}\p{sc=Kana}]/gu);
      if (isJapanese && kana === 0 && right >= LONGEST_WITHOUT_KANA) return true;
      if (isChinese && kana > right / 4) return true;
      const foreign = letters - right;
      return foreign > MOST_FOREIGN_LETTERS && right * (dense ? DENSE_WEIGHT : 1) < foreign / 2;
    },
  };
}

/** So many Chinese characters in a row without a Japanese syllable are Chinese. */
const LONGEST_WITHOUT_KANA = 8;

function secondScript(language: string): readonly string[] {
  const { primary = '', script, namesScript = false } = parseLanguage(language) ?? {};
  // What comes in the other letters is rewritten.
  if (primary === 'sr') return [script === 'Latn' ? 'Cyrl' : 'Latn'];
  const second = SECOND_SCRIPTS[primary];
  return second === undefined || namesScript ? [] : [second];
}

function letterOf(codes: readonly string[]): RegExp {
  try {
    return new RegExp(`[${codes.map((code) => `\\p{sc=${code}}`).join('')}]`, 'u');
  } catch (error) {
    // A script that this version of Unicode does not know: any letter may belong to it.
    if (error instanceof SyntaxError) return /\p{L}/u;
    throw error;
  }
}

function countOf(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}

/** Names stay as they were said, so words that the source has as well prove nothing. */
function ownWords(text: string, source: string): string {
  const said = new Set(source.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? []);
  return (text.match(/[\p{L}\p{M}\p{N}]+/gu) ?? []).filter((word) => !said.has(word.toLowerCase())).join(' ');
}
