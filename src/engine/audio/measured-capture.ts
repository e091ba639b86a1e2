import type { CaptureSource } from '../pipeline/capture-source.ts';
import { rootMeanSquare } from './audio-frame.ts';

/** A source that tells how loud it was. */
export interface MeasuredCapture extends CaptureSource {
  /** RMS level of the loudest frame up to now, 0 to 1. */
  readonly loudest: number;
}

/** `capture`, with a measure of its level. */
export function measureLevel(capture: CaptureSource): MeasuredCapture {
  let loudest = 0;
  return {
    ...capture,
    get loudest() {
      return loudest;
    },
    frames: async function* (signal) {
      for await (const frame of capture.frames(signal)) {
        loudest = Math.max(loudest, rootMeanSquare(frame.samples));
        yield frame;
      }
    },
  };
}
