import { joinTokens, tokenize } from '../text/tokens.ts';
import type { HeardWord } from '../recognizer.ts';
import type { GuardedDecode, GuardedText, GuardedToken } from './guard.ts';

/**
 * A text in tokens. Times are of use only where the words join to the text of the recogniser.
 * @param text the recogniser's, in which signs may have been blanked, so that every sign is still in its place.
 */
export function guardedText(text: string, { hypothesis, language }: GuardedDecode): GuardedText {
  const tokens = tokenize(text, language);
  const words = hypothesis.words ?? [];
  const joined = words.map((word) => word.text).join('');
  if (joined.trim() !== hypothesis.text.trim()) return { tokens };
  return {
    tokens: withTimes(tokens, words, leadingSpace(joined) + leadingSpace(text) - leadingSpace(hypothesis.text)),
  };
}

/** The text as it may be shown. */
export function textOf({ tokens }: GuardedText): string {
  return joinTokens(tokens);
}

/** Its tokens as they are compared. */
export function keysOf({ tokens }: GuardedText): string[] {
  return tokens.map(({ key }) => key);
}

/** Gives each token the times of the words that it lies in. @param leading where the first token is in the joined words. */
function withTimes(
  tokens: readonly GuardedToken[],
  words: readonly HeardWord[],
  leading: number,
): readonly GuardedToken[] {
  let ends = 0;
  const spans = words.map((word) => ({ word, ends: (ends += word.text.length) }));
  let offset = leading;
  return tokens.map((token, index) => {
    const from = offset + (index === 0 ? 0 : token.space.length);
    offset = from + token.surface.length;
    const first = spans.find((span) => span.ends > from)?.word;
    const last = spans.find((span) => span.ends >= offset)?.word;
    return first && last ? { ...token, startMs: first.startMs, endMs: last.endMs } : token;
  });
}

function leadingSpace(text: string): number {
  return text.length - text.trimStart().length;
}
