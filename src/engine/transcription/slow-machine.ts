/** What a streamer is told where a recogniser on this computer is too slow; each recogniser adds what helps. */
export const SLOW_MACHINE =
  'This machine is too slow for this speech model: captions come later and later. No speech is lost.';
