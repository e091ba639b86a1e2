import { PROMPT_TAGS } from '../prompt.ts';
import type { AnswerExpectation } from './answer-expectation.ts';
import { BRACKETED_NOTE, NOTE_LINE, preambleOf } from './chatter.ts';
import { labelsFor } from './labels.ts';
import { plainText } from './plain-text.ts';
import { QUOTE_PAIRS, QUOTES } from './quotes.ts';
import { withoutThoughts } from './thoughts.ts';

const WRAPPING_TAG = new RegExp(
  `^\\s*<(${PROMPT_TAGS.join('|')}|answer|output|text)>([\\s\\S]*?)(?:</\\1>\\s*|$)$`,
  'iu',
);

/** A wrapping may hold another one: a label, and the translation behind it in quotes. */
const MOST_LAYERS = 4;

/**
 * The translation in an answer, in one line, without what models wrap around it: thoughts, announcements, labels, fences,
 * quotation marks, notes. Changes nothing that the source has as well.
 */
export function cleanAnswer(raw: string, expectation: AnswerExpectation): string {
  let text = withoutThoughts(raw).trim();
  for (let layer = 0; layer < MOST_LAYERS; layer += 1) {
    const inner = unwrapped(text, expectation);
    if (inner === text) break;
    text = inner;
  }
  return text.replace(/\s+/gu, ' ').trim();
}

function unwrapped(text: string, { source, targetLanguage }: AnswerExpectation): string {
  let inner = text.replace(/^```[^\n`]*\n?([\s\S]*?)\n?```[\s\S]*$/u, '$1').trim();
  inner = inner.replace(WRAPPING_TAG, '$2').trim();
  if (!startsWithLabel(source)) {
    inner = inner.slice(preambleOf(inner).length);
    inner = withoutLabel(inner, labelsFor(targetLanguage));
  }
  inner = inner.replace(/^(\*{1,3}|_{2,3}|`)([^\n]*?)\1$/u, '$2');
  inner = withoutNotes(inner, source);
  return QUOTES.test(source) ? inner : withoutQuotes(inner);
}

/** Speech such as "Translation: hard". */
function startsWithLabel(source: string): boolean {
  return /^[^\n:：]{0,40}[:：]/u.test(source);
}

function withoutLabel(text: string, labels: readonly string[]): string {
  const match = /^[\s*_#[(]*([^\n:：*\])]{1,60})[\s*_\])]*[:：][\s*_]*/u.exec(text);
  return match && labels.includes(plainText(match[1] ?? '')) ? text.slice(match[0].length) : text;
}

/** Takes lines and brackets about the translation away from the end. */
function withoutNotes(text: string, source: string): string {
  const lines = text.split('\n');
  const note = lines.findIndex((line, index) => index > 0 && NOTE_LINE.test(line));
  const kept = (note === -1 ? lines : lines.slice(0, note)).join('\n').trim();
  return /[([（【]/u.test(source) ? kept : kept.replace(BRACKETED_NOTE, '');
}

/** Takes a pair of quotation marks away that holds all of the text. */
function withoutQuotes(text: string): string {
  for (const [open, close] of QUOTE_PAIRS) {
    const inner = text.slice(open.length, -close.length);
    const isPair = text.length > 1 && text.startsWith(open) && text.endsWith(close);
    if (isPair && !inner.includes(open) && !inner.includes(close)) return inner.trim();
  }
  return text;
}
