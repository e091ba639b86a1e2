/** What a streamer is told where a recogniser on this computer is too slow; each recogniser adds what helps. */
export const SLOW_MACHINE = 'This machine is too slow for this speech model: captions come late. No speech is lost.';

/** What a streamer is told where nothing that the program can do helps. */
export const FALLS_BEHIND =
  'This speech model needs longer than the speech, even where it hears several sentences at once: captions come later and later. No speech is lost.';
