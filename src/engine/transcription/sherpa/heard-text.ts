import type { HeardWord } from '../recognizer.ts';
import type { OfflineResult, OnlineResult } from './sherpa-module.ts';

/** What a stream has heard so far, by its words. */
export interface HeardText {
  readonly text: string;
  /** All joined give the text. Absent where the model gives no times. */
  readonly words: readonly HeardWord[] | undefined;
  /** How much of the text is whole words, in characters. */
  readonly whole: number;
}

/** How long the last token of a word sounds; the model tells only when it wrote it. */
const TOKEN_MS = 80;

/** The next token of a word comes sooner than this after the last one. */
const WORD_GOES_ON_MS = 640;

/** Scripts that are written without spaces: each sign may be a word. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}]$/u;

/**
 * The words of a result.
 * @param decodedMs how much sound is behind it, in milliseconds.
 */
export function heardText(
  { text, tokens, timestamps, durations = [] }: OnlineResult & Partial<Pick<OfflineResult, 'durations'>>,
  decodedMs: number,
): HeardText {
  const trimmed = text.trim();
  const pieces = piecesOf(trimmed, tokens);
  const lastMs = (timestamps.at(-1) ?? Number.POSITIVE_INFINITY) * 1000;
  const isWhole = UNSPACED.test(trimmed) || lastMs + WORD_GOES_ON_MS <= decodedMs;
  const whole = isWhole ? trimmed.length : Math.max(0, trimmed.lastIndexOf(' '));
  if (!pieces || timestamps.length < pieces.length) return { text: trimmed, words: undefined, whole };
  const words: HeardWord[] = [];
  for (const [index, piece] of pieces.entries()) {
    const startMs = Math.round((timestamps[index] ?? 0) * 1000);
    const endMs = startMs + (Math.round((durations[index] ?? 0) * 1000) || TOKEN_MS);
    const last = words.at(-1);
    const continues = last && !piece.startsWith(' ') && !UNSPACED.test(piece) && !UNSPACED.test(last.text);
    if (continues) words[words.length - 1] = { ...last, text: last.text + piece, endMs };
    else words.push({ text: piece, startMs, endMs });
  }
  return { text: trimmed, words: words.map((word, index) => endedBy(word, words[index + 1])), whole };
}

/**
 * What of the text each token wrote, with the space before it; all joined give the text. Undefined where the tokens wrote
 * something else, such as parts of a letter.
 */
function piecesOf(text: string, tokens: readonly string[]): readonly string[] | undefined {
  const pieces: string[] = [];
  let end = 0;
  for (const token of tokens) {
    const bare = token.replaceAll('▁', ' ').replace(/@@$/u, '').trim();
    const start = bare === '' ? end : text.indexOf(bare, end);
    if (start < 0 || text.slice(end, start).trim() !== '') return undefined;
    pieces.push(text.slice(end, start + bare.length));
    end = start + bare.length;
  }
  return end === text.length ? pieces : undefined;
}

function endedBy(word: HeardWord, next: HeardWord | undefined): HeardWord {
  return next ? { ...word, endMs: Math.max(word.startMs, Math.min(word.endMs, next.startMs)) } : word;
}
