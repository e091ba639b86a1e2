import { primarySubtag } from '../../../../protocol/language/parse-language.ts';
import type { AnswerExpectation } from './answer-expectation.ts';
import { fitsBetter } from './answer-length.ts';
import { plainText } from './plain-text.ts';
import { isSilentOn, speaksOf } from './said-words.ts';

/** An announcement of the translation ends with a colon before here. */
const LONGEST = 120;

/** Words for a translation. A first clause with one of them is about the answer, unless the speaker spoke of one. */
const TRANSLATION =
  /translat|traduc|traduz|tradu[çc]|traduit|tradot|übersetz|vertaling|vertaald|tłumacz|překlad|preklad|prijevod|prevod|перев[ое]д|переклад|превод|çevir|fordít|traducer|μετάφρ|oversæt|oversett|översätt|käänn|terjemah|pagsasalin|salin sa|bản dịch|dịch|คำแปล|แปล|翻訳|訳|翻译|翻譯|译文|譯文|번역|ترجم|תרגום|अनुवाद|অনুবাদ|மொழிபெயர்|అనువాద|tõlge|vertim|tulkoj|itzulpen|თარგმან|թարգման|tərcümə/iu;

/** Words with which models hand something over, before a new line. */
const HANDED_OVER =
  /^(?:(?:sure|certainly|of course|okay|ok|absolutely|got it|understood|claro|por supuesto|bien sûr|natürlich|gerne|конечно|好的|当然|當然|はい|承知しました|물론)[^\n]{0,40}|here (?:you (?:go|are)|it is)|there you go|this is it|aquí (?:está|tienes)|voici|hier ist(?: es)?|hier|ecco|aqui está|вот|以下|다음)[^\n:：]{0,40}[:：]$/iu;

/** Says how something is called in a language: "In English, this is:", "That would be:". */
const NAMED =
  /^(?:in (?:[a-z]+,? ){0,3}(?:this|it|that)|(?:this|that|it) (?:would be|is|reads|becomes)(?: in [a-z]+)?)[^\n:：]{0,40}[:：]$/iu;

/**
 * What an answer says before the translation to announce it: "Sure, here is the translation:"; empty where there is none.
 * A clause that only looks like it stays: "Here's the thing: we go left."
 */
export function announcementOf(answer: string, expectation: AnswerExpectation): string {
  const { source } = expectation;
  const ready = readySentencesOf(answer, expectation);
  if (ready !== '') return ready;
  const colon = answer.slice(0, LONGEST).search(/[:：]/u);
  if (colon === -1) return quotingOf(answer, source) || readinessOf(answer, source);
  const clause = answer.slice(0, colon + 1);
  if (!isOneClause(clause)) return readinessOf(answer, source);
  const all = /^[\s*_]{0,12}/u.exec(answer.slice(colon + 1))?.[0] ?? '';
  const announcement = clause + all;
  const rest = answer.slice(announcement.length);
  if (!/[\p{L}\p{N}]/u.test(rest)) return '';
  if (/^(?:[[{]|`{3})/u.test(rest) && !/[[{]/u.test(source)) return announcement;
  if (TRANSLATION.test(clause) && !TRANSLATION.test(source)) return announcement;
  const line = plainText(clause);
  const ends = all.includes('\n') || NAMED.test(line);
  const handsOver = (HANDED_OVER.test(line) || NAMED.test(line)) && !speaksOf('text', source);
  return ends && handsOver && fitsBetter(rest, answer, source) ? announcement : '';
}

/** True for one clause, with nothing but words of readiness before it: "Sure! Here is the translation:". */
function isOneClause(clause: string): boolean {
  const parts = clause.split(/[.!。！\n]/u).filter((part) => part.trim() !== '');
  return !/[()[\]（）【】"“«]/u.test(clause) && parts.slice(0, -1).every((part) => READY.test(part));
}

const READY =
  /^[\s,*]*(?:sure(?: thing)?|certainly|of course|okay|ok|absolutely|got it|understood|great|claro(?: que sí)?|por supuesto|bien sûr|natürlich|gerne|certo|certamente|конечно|好的|当然|當然|はい|承知しました|かしこまりました|물론입니다|물론이죠|네)[\s,*]*$/iu;

/** `The translation is "Hello".`: what stands before the quotation. */
function quotingOf(answer: string, source: string): string {
  const quote = answer.slice(0, LONGEST).search(/["“«「]/u);
  const before = answer.slice(0, Math.max(0, quote));
  const quotes = TRANSLATION.test(before) && /["”»」][.。]?$/u.test(answer) && isOneClause(before);
  return quotes && !TRANSLATION.test(source) ? before : '';
}

/** "Sure thing!" in a line of its own, where the speaker has not said it. */
function readinessOf(answer: string, source: string): string {
  const end = answer.slice(0, LONGEST).indexOf('\n');
  const line = answer.slice(0, Math.max(0, end));
  const isReady = line !== '' && READY.test(line.replace(/[.!。！:：]/gu, ''));
  return isReady && fitsBetter(answer.slice(end).trim(), answer, source) ? line : '';
}

/** Sentences with which models agree or hand over, before the translation in the same line. */
const READY_SENTENCES =
  /^(?:(?:sure(?: thing)?|certainly|of course|absolutely|got it|understood|no problem|here (?:you (?:go|are)|it is)|here(?:'s|’s| is) (?:your|the) translation|there you go|claro(?: que sí)?|por supuesto|aquí tienes|bien sûr|voici|natürlich|gerne|hier bitte|certo|certamente|ecco(?:lo| qua)?|конечно|вот|好的|当然|當然|はい|承知しました|물론입니다)[.!。！,，]?\s?){0,3}(?<=[.!。！])\s{0,4}(?=\S)/iu;

/** "Here you go! Hello", where the speaker neither handed anything over nor agreed to something. */
function readySentencesOf(answer: string, { source, sourceLanguage }: AnswerExpectation): string {
  const ready = READY_SENTENCES.exec(answer)?.[0] ?? '';
  const rest = answer.slice(ready.length);
  if (ready === '' || !isSilentOn('handover', source, primarySubtag(sourceLanguage))) return '';
  return /[\p{L}\p{N}]/u.test(rest) && fitsBetter(rest, answer, source) ? ready : '';
}
