import { SAMPLE_RATE } from '../audio-frame.ts';

/** Below the voice (a low male voice begins at about 85 Hz), above what comes with mains and desks. */
const CUTOFF_HZ = 80;

/** Below this the filter's memory is silence: numbers so small are slow to calculate with on many processors. */
const SMALLEST = 1e-20;

/**
 * A Butterworth high-pass of second order at 80 Hz: -3 dB there, -9 dB at 50 Hz, within 0.2 dB from 200 Hz on. It
 * adds no delay to the voice.
 */
export class HighPass {
  readonly #b0: number;
  readonly #a1: number;
  readonly #a2: number;
  #state1 = 0;
  #state2 = 0;

  constructor() {
    // Bilinear transform with the cutoff pre-warped.
    const k = Math.tan((Math.PI * CUTOFF_HZ) / SAMPLE_RATE);
    const norm = 1 / (1 + Math.SQRT2 * k + k * k);
    this.#b0 = norm;
    this.#a1 = 2 * (k * k - 1) * norm;
    this.#a2 = (1 - Math.SQRT2 * k + k * k) * norm;
  }

  /** Filters in place. */
  process(samples: Float32Array): void {
    let [s1, s2] = [this.#state1, this.#state2];
    for (let index = 0; index < samples.length; index += 1) {
      const input = samples[index] ?? 0;
      const scaled = this.#b0 * input;
      const output = scaled + s1;
      s1 = s2 - 2 * scaled - this.#a1 * output;
      s2 = scaled - this.#a2 * output;
      samples[index] = output;
    }
    this.#state1 = Math.abs(s1) < SMALLEST ? 0 : s1;
    this.#state2 = Math.abs(s2) < SMALLEST ? 0 : s2;
  }
}
