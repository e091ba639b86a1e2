import type { AnswerExpectation } from './answer-expectation.ts';
import { firstAlternative } from './alternatives.ts';
import { announcementOf } from './announcement.ts';
import { boxContent } from './boxed.ts';
import { withoutClosing } from './closing.ts';
import { withoutDelimiters } from './delimiters.ts';
import { withoutEntities } from './entities.ts';
import { withoutLabel } from './labels.ts';
import { withoutLanguageToken } from './language-token.ts';
import { withoutNotes } from './notes.ts';
import { QUOTE_PAIRS, QUOTES } from './quotes.ts';
import { withoutSource } from './source-echo.ts';
import { isSpokenOf } from './spoken-marks.ts';
import { structuredTexts } from './structured-answer.ts';
import { ownTurn } from './template-marks.ts';
import { withoutThoughts } from './thoughts.ts';

/** A wrapping may hold another one: an announcement, a fence, JSON, and in there the translation in quotes. */
const MOST_LAYERS = 8;

const BREAK = /<br\s?\/?>/giu;

/** Tags of HTML that only say how a text looks. */
const LOOKS = /<\/?(?:b|i|u|em|strong|span|p|font|div|small|mark)(?:\s[^<>]{0,80})?>/giu;

/**
 * The translation in an answer, in one line, without what models wrap around it: thoughts, marks of their templates,
 * announcements, labels, fences, JSON, quotation marks, notes. Changes nothing that the source has as well.
 */
export function cleanAnswer(raw: string, expectation: AnswerExpectation): string {
  return withoutWrapping(raw, expectation).replace(/\s+/gu, ' ').trim();
}

/** The same before it becomes one line. */
export function withoutWrapping(raw: string, expectation: AnswerExpectation): string {
  const { source } = expectation;
  const spoken = boxContent(withoutThoughts(raw, source), source);
  let text = ownTurn(spoken, source).trim();
  for (let layer = 0; layer < MOST_LAYERS; layer += 1) {
    const inner = unwrapped(text, expectation);
    if (inner === text) break;
    text = inner;
  }
  return text;
}

function unwrapped(text: string, expectation: AnswerExpectation): string {
  const { source } = expectation;
  let inner = withoutDelimiters(withoutLanguageToken(withoutFence(text, source), source), source);
  inner = source.includes('{') ? inner : inner.replace(/^json\s{0,8}(?=[[{])/iu, '');
  const texts = structuredTexts(inner, expectation);
  // Several are alternatives, which `findFault` finds.
  if (texts !== undefined && texts.length > 1) return inner;
  inner = texts?.[0] ?? inner;
  inner = withoutTags(inner, source);
  if (!startsWithLabel(source)) {
    inner = inner.slice(announcementOf(inner, expectation).length);
    inner = withoutLabel(inner, expectation);
  }
  inner = inner.replace(/^(\*{1,3}|_{2,3}|`)([^\n]*?)\1$/u, '$2');
  inner = withoutClosing(withoutSource(withoutNotes(inner, source), source), expectation);
  inner = withoutEntities(withoutEscapes(inner, source), source);
  inner = withoutListMark(inner, source);
  inner = QUOTES.test(source) ? inner : withoutQuotes(firstAlternative(inner, source));
  return ownTurn(boxContent(inner, source), source).trim();
}

/** The content of a fence that begins the text. */
function withoutFence(text: string, source: string): string {
  const [fence] = /^(?:`{3,4}|~{3,4})/u.exec(text) ?? [];
  if (fence === undefined || source.includes(fence)) return text;
  const content = text
    .slice(fence.length)
    .replace(/^(?:[\w+-]{0,20}[ \t]{0,8}\n|(?:json|text|txt|plaintext|plain|markdown)\b)/u, '');
  const end = content.indexOf(fence);
  return (end === -1 ? content : content.slice(0, end)).trim();
}

/** Takes tags away that hold all of the text, also where their end is missing, and those that only say how it looks. */
function withoutTags(text: string, source: string): string {
  if (/[<‹]/u.test(source)) return text;
  const [open, name = ''] = /^<([a-z][\w-]{0,30})(?:\s[^<>]{0,80})?>/iu.exec(text) ?? [];
  const unlessSpoken = (by: string) => (tag: string, at: number) => (isSpokenOf(text, at, tag, source) ? tag : by);
  const looks = text.replace(BREAK, unlessSpoken(' ')).replace(LOOKS, unlessSpoken('')).trim();
  if (open !== undefined && isSpokenOf(text, 0, open, source)) return looks;
  if (open === undefined) return withoutStrayEnd(text.includes('</') || text.includes('<br') ? looks : text);
  const end = `</${name}>`;
  const content = text.slice(open.length);
  if (!content.includes('<')) return content.trim();
  return content.toLowerCase().endsWith(end.toLowerCase()) ? content.slice(0, -end.length).trim() : looks;
}

/** An end whose beginning is missing. */
function withoutStrayEnd(text: string): string {
  const [end, name = ''] = /<\/([a-z][\w-]{0,30})>$/iu.exec(text.slice(-40)) ?? [];
  return end === undefined || text.includes(`<${name}`) ? text : text.slice(0, -end.length).trim();
}

/** Speech such as "Translation: hard". */
function startsWithLabel(source: string): boolean {
  return /^[^\n:：]{0,40}[:：]/u.test(source);
}

/** Letters as programs write them, and the joints of words of tokenisers. */
function withoutEscapes(text: string, source: string): string {
  const joined = source.includes('▁') ? text : text.replaceAll('▁', ' ');
  if (source.includes('\\')) return joined;
  return joined
    .replace(/\\u([0-9a-f]{4})/giu, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    .replace(/\\[nrt]/gu, ' ')
    .replace(/\\(["'*_`])/gu, '$1');
}

/** The only item of a list. */
function withoutListMark(text: string, source: string): string {
  const item = /^(?:[-*•·>#]|>>|##|1[.)])\s+/u.exec(text)?.[0];
  const isUsed = /^\s*[-–—*•·>#\d]/u.test(source) || /\n\s{0,8}(?:[-*•·]|\d{1,2}[.)])\s/u.test(text);
  return item === undefined || isUsed ? text : text.slice(item.length);
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
