import type { SpokenWord } from '../../../protocol/caption-event.ts';
import type { TimedToken } from './timed-tokens.ts';

/**
 * The words of a text with their media times; nothing where the times of one of them are not known.
 * @param startMs media time of the beginning of the utterance.
 */
export function spokenWords(tokens: readonly TimedToken[], startMs: number): readonly SpokenWord[] | undefined {
  const words = tokens.flatMap(({ surface, startMs: from, endMs: to }) =>
    from === undefined || to === undefined
      ? []
      : [{ length: surface.replace(/\s/gu, '').length, startMs: startMs + from, endMs: startMs + to }],
  );
  return words.length === tokens.length && words.length > 0 ? words : undefined;
}
