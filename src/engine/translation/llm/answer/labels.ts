import { ownName } from '../../../../protocol/language/language-names.ts';
import { languageName } from '../language-name.ts';
import { plainText } from './plain-text.ts';

/** What models write before a colon and their translation. Lower case. */
const LABELS = [
  'translation',
  'translated text',
  'translated',
  'answer',
  'output',
  'result',
  'speech',
  'traducción',
  'traduccion',
  'traduction',
  'tradução',
  'traduzione',
  'übersetzung',
  'vertaling',
  'tłumaczenie',
  'çeviri',
  'перевод',
  'переклад',
  'ترجمة',
  'الترجمة',
  'अनुवाद',
  'terjemahan',
  'bản dịch',
  'คำแปล',
  '翻訳',
  '訳',
  '翻译',
  '翻譯',
  '译文',
  '譯文',
  '번역',
];

const labels = new Map<string, readonly string[]>();

/** All labels that may stand before a translation into the language, in lower case. */
export function labelsFor(targetLanguage: string): readonly string[] {
  const known = labels.get(targetLanguage) ?? [...LABELS, ...namesOf(targetLanguage)];
  labels.set(targetLanguage, known);
  return known;
}

function namesOf(language: string): readonly string[] {
  const name = languageName(language) ?? language;
  const short = name.replace(/ \(.*\)$/u, '');
  const names = [name, short, ownName(language) ?? ''].map(plainText).filter((label) => label !== '');
  return [...names, ...names.map((label) => `${label} translation`)];
}
