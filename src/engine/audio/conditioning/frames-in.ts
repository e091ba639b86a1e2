import { FRAME_SAMPLES, msToSamples } from '../audio-frame.ts';

/** Number of frames that cover `ms` milliseconds. */
export function framesIn(ms: number): number {
  return Math.ceil(msToSamples(ms) / FRAME_SAMPLES);
}
