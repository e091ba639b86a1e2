import { FRAME_SAMPLES, msToSamples, samplesToMs, type AudioFrame } from '../../src/engine/audio/audio-frame.ts';

/** One frame by its index in the source. */
export function frameAt(index: number, level = 0): AudioFrame {
  return {
    samples: new Float32Array(FRAME_SAMPLES).fill(level),
    startSample: index * FRAME_SAMPLES,
    capturedAtMs: samplesToMs((index + 1) * FRAME_SAMPLES),
  };
}

/** How many whole frames are needed for a duration. */
export function framesFor(ms: number): number {
  return Math.ceil(msToSamples(ms) / FRAME_SAMPLES);
}

/** Cuts samples into frames, the last one filled up with silence. */
export function toFrames(samples: Float32Array): AudioFrame[] {
  const frames: AudioFrame[] = [];
  for (let start = 0; start < samples.length; start += FRAME_SAMPLES) {
    const part = new Float32Array(FRAME_SAMPLES);
    part.set(samples.subarray(start, start + FRAME_SAMPLES));
    frames.push({ ...frameAt(start / FRAME_SAMPLES), samples: part });
  }
  return frames;
}
