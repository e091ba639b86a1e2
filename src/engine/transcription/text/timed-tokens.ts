import type { HeardWord } from '../recognizer.ts';
import { tokenize, type Token } from './tokens.ts';

/** A token and when it was heard, where the recogniser tells. */
export interface TimedToken extends Token {
  /** From the beginning of the utterance, in milliseconds. */
  readonly startMs?: number;
  readonly endMs?: number;
  /** From 0 to 1. */
  readonly probability?: number;
}

/** The tokens of a text with the times of the words that they are part of. @param language BCP-47 tag. */
export function timedTokens(text: string, language: string, words: readonly HeardWord[] = []): readonly TimedToken[] {
  return withTimes(tokenize(text, language), words);
}

/**
 * Gives each token the times of the words that it lies in.
 * @param words all joined hold the text of the tokens.
 * @param start where in them the first token is.
 */
export function withTimes(tokens: readonly Token[], words: readonly HeardWord[], start = 0): readonly TimedToken[] {
  if (words.length === 0) return tokens;
  let wordIndex = 0;
  let wordEnd = words[0]?.text.length ?? 0;
  let position = start;
  /** The word that holds the character before `end`. */
  const wordBefore = (end: number): HeardWord | undefined => {
    while (wordEnd < end && wordIndex < words.length - 1) {
      wordIndex += 1;
      wordEnd += words[wordIndex]?.text.length ?? 0;
    }
    return words[wordIndex];
  };
  return tokens.map((token, index) => {
    position += index === 0 ? 0 : token.space.length;
    const first = wordBefore(position + 1);
    position += token.surface.length;
    const last = wordBefore(position);
    if (!first || !last) return token;
    const timed = { ...token, startMs: first.startMs, endMs: last.endMs };
    // A recogniser that does not tell is not sure.
    if (first.probability === undefined || last.probability === undefined) return timed;
    return { ...timed, probability: Math.min(first.probability, last.probability) };
  });
}

/** The same tokens in a sound that begins later. */
export function laterBy(tokens: readonly TimedToken[], ms: number): readonly TimedToken[] {
  return tokens.map((token) => ({
    ...token,
    ...(token.startMs === undefined ? {} : { startMs: Math.max(0, token.startMs - ms) }),
    ...(token.endMs === undefined ? {} : { endMs: Math.max(0, token.endMs - ms) }),
  }));
}
