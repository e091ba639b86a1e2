import { isUnspaced } from '../../../protocol/language/writing.ts';
import type { GuardedDecode } from './guard.ts';
import { remarkWords, tellsOfSound } from './remark-words.ts';
import { countSounds, soundsPerSecond } from './sounds.ts';
import { isClear, isSureSpeech } from './voice.ts';

const CLOSERS: Readonly<Record<string, string>> = {
  '(': ')',
  '（': '）',
  '[': ']',
  '［': '］',
  '【': '】',
  '〔': '〕',
  '{': '}',
  '*': '*',
  '♪': '♪',
};

/** Nobody says these; people do say what stands in round ones. */
const NEVER_SAID = new Set(['[', '［', '【', '〔', '{']);

const NOTES = /[♩♪♫♬🎵🎶]/u;
const ALL_NOTES = new RegExp(NOTES, 'gu');

/** Sung without words. */
const VOCABLES = /l[ae]+|na+|d[ou]m|da+|do+|di+|tra|hm+|m+|a+h*|o+h*|u+h*|ye+a*h*|ла+|на+|а+|о+|ラ|ら/gu;

/** A face such as `:(` opens no bracket. */
const FACE = /[:;=8][-'^]?$/u;
const LONGEST_FACE = 2;

/** What somebody said and put in brackets as a whole has at least so many words, said at a usual pace (sounds in a second). */
const FEWEST_SAID_WORDS = 4;
const SLOWEST_SAID = 4;
const FASTEST_SAID = 25;

/** Without spaces, words are counted by what a usual one takes. */
const SOUNDS_IN_WORD = 4;

/** Takes the place of a remark, sign by sign, so that what follows keeps its place. It is white space to everybody. */
const GAP = '\u2028';

/** A gap with all of the white space around it, and the mark that follows without a space of its own. */
const GAPS = /(?<![^\S\u2028])[^\S\u2028]*\u2028\s*(?=([.,;:!?…])?)/gu;

/** A stretch between brackets, stars or notes. */
interface Bracket {
  readonly opener: string;
  readonly start: number;
  readonly end: number;
  readonly content: string;
  /** It has no end: the text was cut off, or it is no bracket. */
  readonly unfinished: boolean;
}

/**
 * The text without remarks about sounds, such as `(crickets chirping)`, `[Music]` or `♪ la la ♪`, also where the end was cut
 * off. In place of each stand as many line separators. Words in brackets that were said stay.
 */
export function blankRemarks(decode: GuardedDecode): string {
  let { text } = decode.hypothesis;
  // Once a remark is gone, what stood beside it or around it may be one as well.
  for (let before = ''; before !== text;) {
    before = text;
    text = blankedOnce(text, decode);
  }
  return text;
}

function blankedOnce(text: string, decode: GuardedDecode): string {
  const brackets = findBrackets(text);
  const outside = withEach(text, brackets, () => '');
  const alone = !/[\p{L}\p{N}]/u.test(outside);
  const hasVoice = alone && soundsSaid(text, decode);
  const remarks = brackets.filter((bracket) => isRemark(bracket, alone, hasVoice));
  const left = withEach(text, remarks, ({ start, end }) => GAP.repeat(end - start));
  return left.replace(ALL_NOTES, (note) => GAP.repeat(note.length));
}

/** Closes the gaps that remarks left. */
export function closeGaps(text: string, language: string): string {
  const space = isUnspaced(language) ? '' : ' ';
  return text.replace(GAPS, (gap, mark?: string) => (mark === undefined ? spaceIn(gap) || space : '')).trim();
}

function spaceIn(gap: string): string {
  return /[^\S\u2028]/u.test(gap) ? ' ' : '';
}

function findBrackets(text: string): readonly Bracket[] {
  const brackets: Bracket[] = [];
  const openers = /[([{（［【〔*♩♪♫♬🎵🎶]/gu;
  for (let match = openers.exec(text); match; match = openers.exec(text)) {
    const bracket = bracketAt(text, match.index, match[0]);
    if (!bracket) continue;
    brackets.push(bracket);
    openers.lastIndex = bracket.end;
  }
  return brackets;
}

function bracketAt(text: string, start: number, sign: string): Bracket | undefined {
  const from = start + sign.length;
  const isNote = NOTES.test(sign);
  const opener = isNote ? '♪' : sign;
  const closing = isNote ? from + text.slice(from).search(NOTES) : text.indexOf(CLOSERS[opener] ?? '', from);
  const unfinished = closing < from;
  const content = text.slice(from, unfinished ? text.length : closing);
  if (sign === '(' && FACE.test(text.slice(Math.max(0, start - LONGEST_FACE), start))) return undefined;
  // A star that stands alone multiplies; a note that stands alone is a sign at the end of a song.
  if (sign === '*' && (unfinished || /^\s|\s$|^$/u.test(content))) return undefined;
  if (isNote && content.trim() === '') return undefined;
  const end = unfinished ? text.length : closing + signAt(text, closing).length;
  return { opener, start, end, content, unfinished };
}

/**
 * @param alone there is no word outside of brackets.
 * @param isSaid the text has the voice and the time of somebody who says it.
 */
function isRemark({ opener, content, unfinished }: Bracket, alone: boolean, isSaid: boolean): boolean {
  const words = remarkWords(content);
  if (words.length === 0) return unfinished || alone;
  if (tellsOfSound(content, unfinished)) return true;
  if (opener === '♪' && words.every((word) => word.replace(VOCABLES, '') === '')) return true;
  return alone && (NEVER_SAID.has(opener) || !isSaid);
}

function soundsSaid(text: string, decode: GuardedDecode): boolean {
  const words = isUnspaced(decode.language) ? countSounds(text) / SOUNDS_IN_WORD : remarkWords(text).length;
  const pace = soundsPerSecond(text, decode.speechMs);
  const isUsual = pace >= SLOWEST_SAID && pace <= FASTEST_SAID;
  return words >= FEWEST_SAID_WORDS && isUsual && isSureSpeech(decode) && isClear(decode) !== false;
}

/** The text with something else in place of each bracket. @param brackets in their order. */
function withEach(text: string, brackets: readonly Bracket[], instead: (bracket: Bracket) => string): string {
  let written = '';
  let end = 0;
  for (const bracket of brackets) {
    written += text.slice(end, bracket.start) + instead(bracket);
    end = bracket.end;
  }
  return written + text.slice(end);
}

function signAt(text: string, index: number): string {
  return String.fromCodePoint(text.codePointAt(index) ?? 0);
}
