import { PROMPT_TAGS } from '../prompt.ts';
import type { AnswerExpectation } from './answer-expectation.ts';
import { withoutWrapping } from './clean-answer.ts';
import { offersAlternatives, talksAboutTheText } from './chatter.ts';
import { isEcho } from './echo.ts';
import type { LanguageCheck } from '../../../language-check.ts';
import { plainText } from './plain-text.ts';
import { isRefusal } from './refusal.ts';
import { scriptOf } from './script-check.ts';
import { textWeight } from '../../text-weight.ts';
import { isTooLong } from '../../translation-length.ts';
import { shortestWeight } from './answer-length.ts';
import { structuredTexts } from './structured-answer.ts';
import { leaksMarks } from './template-marks.ts';

/** Why an answer is no translation. */
export type AnswerFault =
  | 'empty'
  | 'too-long'
  | 'too-short'
  | 'refusal'
  | 'chatter'
  | 'alternatives'
  | 'echo'
  | 'leaked-tags'
  | 'leaked-prompt'
  | 'wrong-script'
  | 'wrong-language';

/** An answer of which nothing is missing. */
export interface CompleteAnswer {
  /** As it came. */
  readonly raw: string;
  /** What `cleanAnswer` made of it. */
  readonly text: string;
}

/** An answer that is JSON, and in which no text was found. */
const STRUCTURE = /^(?:\{\s{0,8}["'}]|\[\s{0,8}["'{\]])/u;

const TAG = new RegExp(`</?(?:${PROMPT_TAGS.join('|')})>`, 'iu');

/** Shorter lines of the instruction may be ordinary words. */
const SHORTEST_RECITAL = 30;

/** The first fault of an answer, the surest first; `undefined` where it may be a translation. */
export function findFault(
  { raw, text }: CompleteAnswer,
  expectation: AnswerExpectation,
  otherLanguage: LanguageCheck,
): AnswerFault | undefined {
  const { source, targetLanguage, instruction } = expectation;
  if (!/[\p{L}\p{N}]/u.test(text)) return 'empty';
  if (isTooLong(text, source)) return 'too-long';
  if ((TAG.test(text) && !TAG.test(source)) || leaksMarks(text, source)) return 'leaked-tags';
  if (recites(plainText(text), instruction)) return 'leaked-prompt';
  if (isRefusal(text, expectation)) return 'refusal';
  const texts = structuredTexts(text, expectation) ?? [];
  if (texts.length > 1 || offersAlternatives(withoutWrapping(raw, expectation), source)) return 'alternatives';
  if (talksAboutTheText(text, source) || (STRUCTURE.test(text) && !STRUCTURE.test(source))) return 'chatter';
  if (textWeight(text) < shortestWeight(source)) return 'too-short';
  if (isEcho(text, expectation)) return 'echo';
  if (scriptOf(targetLanguage).isMissingIn(text, source)) return 'wrong-script';
  return otherLanguage(text, targetLanguage, source) === undefined ? undefined : 'wrong-language';
}

function recites(plain: string, instruction: string): boolean {
  const sentences = plainText(instruction).split(/(?<=[.:;]) /u);
  return sentences.some((sentence) => sentence.length >= SHORTEST_RECITAL && plain.includes(sentence));
}
