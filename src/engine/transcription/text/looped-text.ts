import { longestLoops } from '../guards/loops.ts';
import { soundsPerSecond } from '../guards/sounds.ts';
import { isLongerThanSound } from '../sound-limit.ts';
import { tokenize } from './tokens.ts';

/** Few words are said again on purpose. */
const LEAST_REPEATED_WORDS = 6;

/** Whoever says a phrase again does it at the usual pace; sounds in a second. */
const FASTEST_PACE = 15;

/**
 * Whether a decoder has fallen into a loop: it says more than the sound can hold, or the same again faster than people do.
 * @param language BCP-47 tag.
 * @param soundMs length of the sound in milliseconds.
 */
export function isLooped(text: string, language: string, soundMs: number): boolean {
  if (isLongerThanSound(text, soundMs)) return true;
  const [loop] = longestLoops(tokenize(text, language).map(({ key }) => key));
  if (!loop || loop.end - loop.start - loop.period < LEAST_REPEATED_WORDS) return false;
  return soundsPerSecond(text, soundMs) > FASTEST_PACE;
}
