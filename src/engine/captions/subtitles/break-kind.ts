import { endsClause, endsSentence } from '../../../protocol/sentence-end.ts';
import { isUnspacedCharacter } from '../../../protocol/text-units.ts';
import { functionWords } from './function-words.ts';

/** What a break behind a piece of text would tear apart, from nothing to a word. */
export type BreakKind = 'caption' | 'sentence' | 'clause' | 'phrase' | 'word' | 'bound' | 'inside';

/** Two neighbours of a text, and what stands between them. */
interface Neighbours {
  readonly piece: string;
  readonly next: string;
  /** The white space between them. */
  readonly space: string;
  /** BCP-47 tag of the text. */
  readonly language: string;
}

/** A dash with spaces around it is written as a word. */
const DASH = /^[–—-]+$/u;

/** `J.`, `No.`: more of the name or the number follows. */
const ABBREVIATION = /^(?:\p{Lu}|[Nn]o|[Nn]º|[Nn]r|Mrs?|Ms|Dr|St|Sra?|Dra|Mme|Hr|Fr|Prof|Dott|Sig)\.$/u;

/** Behind a number: the rest of it, or its unit. */
const REST_OF_NUMBER = /^(?:\d|[%°€$£¥]|\p{L}{1,3}[.,;:!?]*$)/u;

/** They lean on the word before: Japanese endings and particles, Chinese ones, and vowel signs. */
const LEANS_BACK = /^[\p{sc=Hira}\p{M}的了着著过過吗嗎呢吧们們]/u;

/** Which kind of break it would be between two pieces. */
export function breakKind({ piece, next, space, language }: Neighbours): BreakKind {
  const isUnspaced = isUnspacedCharacter(lastOf(piece)) || isUnspacedCharacter(firstOf(next));
  if (ABBREVIATION.test(piece)) return 'bound';
  if (endsSentence(piece) && !(space === '' && !isUnspaced)) return 'sentence';
  if (space === '') return isUnspaced ? unspacedKind(piece, next) : 'inside';
  if (/\d$/u.test(piece) && REST_OF_NUMBER.test(next)) return 'bound';
  if (DASH.test(next)) return 'bound';
  if (endsClause(piece) || DASH.test(piece)) return 'clause';
  const { openers, binders } = functionWords(language);
  const word = bare(piece);
  if (binders.has(word) || openers.has(word)) return 'bound';
  if (openers.has(bare(next))) return 'phrase';
  return isName(piece, next, language) ? 'bound' : 'word';
}

function unspacedKind(piece: string, next: string): BreakKind {
  if (endsClause(piece)) return 'clause';
  if (LEANS_BACK.test(next)) return 'bound';
  return /\p{sc=Hira}$/u.test(piece) ? 'phrase' : 'word';
}

/** Two words with capitals are a name, but in German, where every noun has one. */
function isName(piece: string, next: string, language: string): boolean {
  return !/^de\b/iu.test(language) && /^\p{Lu}\p{Ll}/u.test(piece) && /^\p{Lu}\p{Ll}/u.test(next);
}

function bare(word: string): string {
  return word.toLowerCase().replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '');
}

function firstOf(text: string): string {
  return String.fromCodePoint(text.codePointAt(0) ?? 0);
}

function lastOf(text: string): string {
  return Array.from(text.slice(-2)).at(-1) ?? '';
}
