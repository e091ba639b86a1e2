/** All audio inside the engine is mono at this rate. */
export const SAMPLE_RATE = 16_000;

/** One frame is 32 ms: the window of the voice activity model. */
export const FRAME_SAMPLES = 512;

/** A fixed slice of mono audio at 16 kHz. */
export interface AudioFrame {
  /** `FRAME_SAMPLES` values in [-1, 1]. */
  readonly samples: Float32Array;
  /** Media time: index of the first sample since the start of the source. */
  readonly startSample: number;
  /** When the last sample of the frame was captured, in milliseconds of the engine's monotonic clock. */
  readonly capturedAtMs: number;
}

/** Length of `samples` samples, in milliseconds. */
export function samplesToMs(samples: number): number {
  return (samples * 1000) / SAMPLE_RATE;
}

/** Number of samples in `ms` milliseconds, rounded. */
export function msToSamples(ms: number): number {
  return Math.round((ms * SAMPLE_RATE) / 1000);
}

/** Root mean square of the samples, 0 for silence and 1 for a full-scale square wave. */
export function rootMeanSquare(samples: Float32Array): number {
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  return samples.length === 0 ? 0 : Math.sqrt(sum / samples.length);
}
