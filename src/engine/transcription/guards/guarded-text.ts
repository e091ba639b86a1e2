import { withTimes } from '../text/timed-tokens.ts';
import { joinTokens, tokenize } from '../text/tokens.ts';
import type { GuardedDecode, GuardedText } from './guard.ts';

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

/** Its words as they are compared, with a space between each two. */
export function spokenTextOf(text: GuardedText): string {
  return keysOf(text).join(' ');
}

function leadingSpace(text: string): number {
  return text.length - text.trimStart().length;
}
