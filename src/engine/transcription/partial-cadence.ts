import type { StepLimits } from './host/adaptive-step.ts';

/** A first partial needs so much speech, later ones so much more, in milliseconds: less gives a decoder nothing new to say. */
export const FIRST_PARTIAL_MS = 320;
export const NEW_AUDIO_MS = 200;

/** Of decodes of all that was said so far, one for each second of speech has to be possible. */
export const DECODED_STEP_MS = 1000;

/** Sound goes to a stream in pieces of this: less would be many messages for nothing. */
export const FED_STEP_MS = 96;

/** The new sound between two partials. Whoever waits for longer than the longest one is better served by the final. */
export const DECODED_STEPS: StepLimits = {
  shortestMs: NEW_AUDIO_MS,
  longestMs: 6000,
  noticedMs: DECODED_STEP_MS,
};

/** The sound that a stream is fed with at once. A stream does not get faster by waiting for more than a second. */
export const FED_STEPS: StepLimits = { shortestMs: FED_STEP_MS, longestMs: 960, noticedMs: 480 };
