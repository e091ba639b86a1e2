import { nameIn, ownName } from '../../../../protocol/language/language-names.ts';
import { languageName } from '../language-name.ts';
import type { AnswerExpectation } from './answer-expectation.ts';
import { plainText } from './plain-text.ts';
import { speaksOf } from './said-words.ts';

/** What models write before a colon and their translation. Lower case. */
const LABELS = [
  'translation',
  'translated text',
  'translated',
  'final translation',
  'translated caption',
  'live caption',
  'caption',
  'speech',
  'assistant',
  'target',
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

/** Words that speakers put before a colon as well. */
const ANSWER_LABELS = ['answer', 'final answer', 'output', 'result', 'response', 'antwort', 'respuesta', 'réponse'];

const labels = new Map<string, readonly string[]>();

/** All labels that may stand before a translation into the language, in lower case. */
export function labelsFor(targetLanguage: string): readonly string[] {
  const known = labels.get(targetLanguage) ?? [...LABELS, ...ANSWER_LABELS, ...namesOf(targetLanguage)];
  labels.set(targetLanguage, known);
  return known;
}

/** Longer ones there are not, with the marks around them. */
const LONGEST_LABEL = 80;

/** The text behind a label such as "Translation:", "**English:**" or "### Answer:"; one that the speaker may have said stays. */
export function withoutLabel(text: string, { source, sourceLanguage, targetLanguage }: AnswerExpectation): string {
  const colon = text.slice(0, LONGEST_LABEL).search(/[:：\n]/u);
  if (colon === -1) return text;
  const label = plainText(text.slice(0, colon).replace(/[*_#[\]()`]/gu, ' '));
  const isHeading = text[colon] === '\n';
  if (!labelsFor(targetLanguage).includes(label) || (isHeading && !/^[*_#[]/u.test(text))) return text;
  if (ANSWER_LABELS.includes(label) && speaksOf('answer', source)) return text;
  if (speaksOf('text', source) && LABELS.includes(label)) return text;
  const name = nameIn(sourceLanguage, targetLanguage);
  if (name !== undefined && plainText(source).includes(plainText(name)) && namesOf(targetLanguage).includes(label))
    return text;
  return text.slice(colon + 1).replace(/^[\s*_\])]{1,12}/u, '');
}

function namesOf(language: string): readonly string[] {
  const name = languageName(language) ?? language;
  const short = name.replace(/ \(.*\)$/u, '');
  const names = [name, short, ownName(language) ?? ''].map(plainText).filter((label) => label !== '');
  return [...names, ...names.map((label) => `${label} translation`)];
}
