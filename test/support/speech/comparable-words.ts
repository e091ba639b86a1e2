import { primarySubtag } from '../../../src/protocol/language/parse-language.ts';
import { isUnspaced } from '../../../src/protocol/language/writing.ts';

// How texts are made comparable before errors are counted. Two spellings of the same speech must count as the same:
//   1. Unicode NFKC, lower case, ß as ss; typographic apostrophes as '.
//   2. An apostrophe ends a word in languages that elide (fr, it, ca, oc): l'eau is l eau. Elsewhere it vanishes: don't is dont.
//   3. Points and commas between digits vanish (2,000 is 2000); then a number is its digits, one word each: 1919 is 1 9 1 9.
//   4. The words for 0 to 9 are digits, so that "uno nueve" is 19.
//   5. All other punctuation, symbols and hyphens separate words.
//   6. A few English abbreviations are written out: Mr is mister.
//   7. In Chinese, Japanese, Korean and other scripts without (dependable) spaces every character is a word.
// Accents count, and so does the script: digits of another script are wrong.

const ELIDING = new Set(['fr', 'it', 'ca', 'oc']);

const ABBREVIATIONS: Readonly<Record<string, string>> = {
  mr: 'mister',
  mrs: 'missus',
  dr: 'doctor',
  st: 'saint',
  ok: 'okay',
  vs: 'versus',
};

const DIGITS: Readonly<Record<string, readonly string[]>> = {
  en: ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'],
  es: ['cero', 'uno', 'dos', 'tres', 'cuatro', 'cinco', 'seis', 'siete', 'ocho', 'nueve'],
  de: ['null', 'eins', 'zwei', 'drei', 'vier', 'fünf', 'sechs', 'sieben', 'acht', 'neun'],
  fr: ['zéro', 'un', 'deux', 'trois', 'quatre', 'cinq', 'six', 'sept', 'huit', 'neuf'],
  it: ['zero', 'uno', 'due', 'tre', 'quattro', 'cinque', 'sei', 'sette', 'otto', 'nove'],
  pt: ['zero', 'um', 'dois', 'três', 'quatro', 'cinco', 'seis', 'sete', 'oito', 'nove'],
  ja: ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'],
  zh: ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'],
};

/** The words of a text in the form in which they are compared. @param language BCP-47. */
export function comparableWords(text: string, language: string): string[] {
  const primary = primarySubtag(language);
  const apostrophe = ELIDING.has(primary) ? ' ' : '';
  const plain = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/ß/gu, 'ss')
    .replace(/[’‘ʼ'`]/gu, apostrophe)
    .replace(/(?<=\d)[.,](?=\d{3}(?!\d))/gu, '')
    .replace(/(?<![\p{L}\d])\d+(?![\p{L}\d])/gu, (number) => Array.from(number).join(' '));
  const pieces = plain.match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];
  const words = isUnspaced(primary) || primary === 'ko' ? pieces.flatMap(characters) : pieces;
  return words.map((word) => digitOf(word, primary) ?? (primary === 'en' ? ABBREVIATIONS[word] : undefined) ?? word);
}

function digitOf(word: string, primary: string): string | undefined {
  const digit = DIGITS[primary]?.indexOf(word) ?? -1;
  return digit < 0 ? undefined : String(digit);
}

function characters(piece: string): string[] {
  return Array.from(new Intl.Segmenter('und', { granularity: 'grapheme' }).segment(piece), ({ segment }) => segment);
}
