import type { Hypothesis } from './recognizer.ts';

/** Where a language is so likely, one sound in fifty was of another one, at any length; see `docs/decisions`. */
const CERTAIN_PROBABILITY = 0.6;

/** So much sound (2.5 s of speech, and what is before it) has a language, however unclear it is. */
const ENOUGH_SOUND_MS = 3000;

/**
 * Whether the language of a decode is told well enough to show its text while the speaker goes on.
 * @param soundMs length of the decoded sound.
 */
export function isLanguageCertain(
  { languageProbability = 1 }: Pick<Hypothesis, 'languageProbability'>,
  soundMs: number,
): boolean {
  return languageProbability >= CERTAIN_PROBABILITY || soundMs >= ENOUGH_SOUND_MS;
}
