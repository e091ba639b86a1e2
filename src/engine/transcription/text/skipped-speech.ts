import type { TimedToken } from './timed-tokens.ts';
import { longestWordMs, shortestWordMs, UNHEARD_MS } from './unheard-end.ts';

/** Speech that no word of a decode stands for, before the word with this index. */
export interface SkippedSpeech {
  readonly index: number;
  /** Where that word begins: not before, and not after, in milliseconds from the beginning of the utterance. */
  readonly fromMs: number;
  readonly toMs: number;
}

/**
 * The first word that takes far longer than anybody needs for it: a decoder that leaves out a sentence counts its sound to
 * the word that it goes on with. The last word is left to `unheardFrom`.
 */
export function skippedSpeech(tokens: readonly TimedToken[]): SkippedSpeech | undefined {
  const index = tokens.findIndex(
    ({ key, startMs = 0, endMs = 0 }, at) =>
      at < tokens.length - 1 && endMs - startMs >= UNHEARD_MS + longestWordMs(key),
  );
  const { key = '', endMs = 0 } = tokens[index] ?? {};
  return index === -1 ? undefined : { index, fromMs: endMs - longestWordMs(key), toMs: endMs - shortestWordMs(key) };
}
