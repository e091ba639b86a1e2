import { isUnspaced } from '../../../protocol/language/writing.ts';
import type { HeardWord } from '../recognizer.ts';
import type { TimedStreamText } from '../host/pooled-stream.ts';
import { tokenize } from '../text/tokens.ts';
import { withTimes, type TimedToken } from '../text/timed-tokens.ts';

/** The words of what a stream has said. */
export interface TalkTokens {
  /** Their times count from the beginning of the stream; absent where the recogniser gives none. */
  readonly tokens: readonly TimedToken[];
  /** Where each one ends in the text, in characters. */
  readonly ends: readonly number[];
  /** So many of them are committed. */
  readonly stable: number;
}

/** Splits what a stream has said. @param language BCP-47 tag. */
export function tokensOf({ committed, tentative, words }: TimedStreamText, language: string): TalkTokens {
  const text = committed + tentative;
  const start = text.length - text.trimStart().length;
  const tokens = withTimes(tokenize(text, language), words ?? [], start);
  let end = start;
  const ends = tokens.map(({ space, surface }, index) => (end += (index === 0 ? 0 : space.length) + surface.length));
  const committedEnd = committed.trimEnd().length;
  // Where the recogniser commits a part of a word, that word is not whole yet.
  const goesOn = !isUnspaced(language) && /^[\p{L}\p{N}]/u.test(text.slice(committedEnd));
  return { tokens, ends, stable: ends.filter((at) => at < committedEnd || (at === committedEnd && !goesOn)).length };
}

/** A part of what a stream has said, in characters. @param startMs the times of its words count from here. */
export function partOf(
  { committed, tentative, words, ...others }: TimedStreamText,
  { from, to = Number.POSITIVE_INFINITY, startMs = 0 }: { from: number; to?: number; startMs?: number },
): TimedStreamText {
  const cut = (text: string, offset: number): string =>
    text.slice(Math.max(0, from - offset), Math.max(0, to - offset));
  let offset = 0;
  const kept = words?.flatMap((word): HeardWord[] => {
    const text = cut(word.text, offset);
    offset += word.text.length;
    const at = (ms: number): number => Math.max(0, ms - startMs);
    return text === '' ? [] : [{ ...word, text, startMs: at(word.startMs), endMs: at(word.endMs) }];
  });
  return {
    ...others,
    committed: cut(committed, 0),
    tentative: cut(tentative, committed.length),
    ...(kept ? { words: kept } : {}),
  };
}
