import { nameIn, ownName } from '../../../../protocol/language/language-names.ts';
import { primarySubtag } from '../../../../protocol/language/parse-language.ts';
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
  'ai',
  'bot',
  'chatbot',
  'model',
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
const ANSWER_LABELS = [
  'answer',
  'final answer',
  'output',
  'result',
  'response',
  'final',
  'antwort',
  'respuesta',
  'réponse',
];

const labels = new Map<string, readonly string[]>();

/** All labels that may stand before a translation into the language, in lower case. */
export function labelsFor(targetLanguage: string): readonly string[] {
  const known = labels.get(targetLanguage) ?? [...LABELS, ...ANSWER_LABELS, ...namesOf(targetLanguage)];
  labels.set(targetLanguage, known);
  return known;
}

/** Longer ones there are not, with the marks around them. */
const LONGEST_LABEL = 80;

/** What stands around a label: emphasis, headings, brackets, quotation marks. */
const MARKS = /[*_#[\]()`"“”']/gu;

/** "[English] Hello", where nothing else ends the label. */
const BRACKETED = /^[*_]{0,3}(?:\[[^\]\n]{1,40}\]|\([^)\n]{1,40}\))/u;

/** The text behind a label such as "Translation:", "**English:**" or "### Answer:"; one that the speaker may have said stays. */
export function withoutLabel(text: string, expectation: AnswerExpectation): string {
  const head = text.slice(0, LONGEST_LABEL);
  const bracketed = BRACKETED.exec(head)?.[0].length ?? -1;
  const colon = head.search(/[:：\n]/u);
  for (const end of [colon, bracketed]) {
    const isHeading = end === colon && text[end] === '\n';
    if (end === -1 || (isHeading && !/^[*_#[]/u.test(text)) || !isLabel(text.slice(0, end), expectation)) continue;
    return text.slice(end).replace(/^[\s*_\])"”:：]{1,12}/u, (marks) => (/["”]$/u.test(marks.trimEnd()) ? '"' : ''));
  }
  return text;
}

function isLabel(written: string, { source, sourceLanguage, targetLanguage }: AnswerExpectation): boolean {
  const known = labelsFor(targetLanguage);
  const plain = plainText(written.replace(MARKS, ' '));
  const label = known.includes(plain)
    ? plain
    : plainText(written.replace(/\([^)]{0,40}\)|\d/gu, ' ').replace(MARKS, ' '));
  if (!known.includes(label)) return false;
  if (ANSWER_LABELS.includes(label) && speaksOf('answer', source)) return false;
  if (label === 'final' && speaksOf('ending', source)) return false;
  if (LABELS.includes(label) && speaksOf('text', source)) return false;
  const name = nameIn(sourceLanguage, targetLanguage);
  const isNamed = name !== undefined && plainText(source).includes(plainText(name));
  return !(isNamed && namesOf(targetLanguage).includes(label));
}

function namesOf(language: string): readonly string[] {
  const name = languageName(language) ?? language;
  const short = name.replace(/ \([^()]*\)$/u, '');
  const names = [name, short, ownName(language) ?? '', language, primarySubtag(language)]
    .map(plainText)
    .filter((label) => label !== '');
  return [...names, ...names.map((label) => `${label} translation`)];
}
