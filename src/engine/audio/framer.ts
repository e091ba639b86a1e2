import { FRAME_SAMPLES, type AudioFrame } from './audio-frame.ts';

/** A frame that does not know yet when it was captured. */
export type UntimedFrame = Omit<AudioFrame, 'capturedAtMs'>;

/** Cuts samples into gapless frames from media time 0. */
export class Framer {
  #current = new Float32Array(FRAME_SAMPLES);
  #filled = 0;
  #startSample = 0;
  readonly #most: number;

  /** @param most samples beyond this are cut off; full scale when absent. */
  constructor(most = 1) {
    this.#most = most;
  }

  /** The frames that `samples` complete. */
  *push(samples: Float32Array): Generator<UntimedFrame, void, undefined> {
    for (let taken = 0; taken < samples.length;) {
      const part = samples.subarray(taken, taken + FRAME_SAMPLES - this.#filled);
      this.#current.set(part, this.#filled);
      taken += part.length;
      this.#filled += part.length;
      if (this.#filled === FRAME_SAMPLES) yield this.#take();
    }
  }

  /** What is left, padded with silence. */
  *flush(): Generator<UntimedFrame, void, undefined> {
    if (this.#filled > 0) yield this.#take();
  }

  #take(): UntimedFrame {
    // The resampler overshoots, and files with float samples may be louder than full scale.
    const samples = this.#current.map((sample) => Math.max(-this.#most, Math.min(this.#most, sample)));
    const frame = { samples, startSample: this.#startSample };
    this.#current.fill(0);
    this.#filled = 0;
    this.#startSample += FRAME_SAMPLES;
    return frame;
  }
}

/** 16 kHz samples as frames. @param most samples beyond this are cut off; full scale when absent. */
export async function* frame(
  pieces: AsyncIterable<Float32Array>,
  most?: number,
): AsyncGenerator<UntimedFrame, void, undefined> {
  const framer = new Framer(most);
  for await (const piece of pieces) yield* framer.push(piece);
  yield* framer.flush();
}
