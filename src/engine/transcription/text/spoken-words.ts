import type { SpokenWord } from '../../../protocol/caption-event.ts';
import type { TimedToken } from './timed-tokens.ts';

/**
 * The words of a text with their media times; nothing where the times of one of them are not known. What the recogniser
 * takes for one word is one.
 * @param startMs media time of the beginning of the utterance.
 */
export function spokenWords(tokens: readonly TimedToken[], startMs: number): readonly SpokenWord[] | undefined {
  const words: SpokenWord[] = [];
  for (const { surface, startMs: from, endMs: to } of tokens) {
    if (from === undefined || to === undefined) return undefined;
    const word = { length: surface.replace(/\s/gu, '').length, startMs: startMs + from, endMs: startMs + to };
    const last = words.at(-1);
    if (last?.startMs === word.startMs && last.endMs === word.endMs) {
      words[words.length - 1] = { ...last, length: last.length + word.length };
    } else {
      words.push(word);
    }
  }
  return words.length > 0 ? words : undefined;
}
