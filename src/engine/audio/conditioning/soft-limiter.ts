/** Where bending begins, as an amplitude: about 2 dB below full scale. */
const KNEE = 0.8;

/** What samples approach and do not exceed. */
const CEILING = 0.99;
const ROOM = CEILING - KNEE;

/** Keeps samples below full scale without a corner in the curve and without delay. Quieter samples stay as they are. */
export class SoftLimiter {
  #limitedSamples = 0;

  /** Samples so far that were above the knee. */
  get limitedSamples(): number {
    return this.#limitedSamples;
  }

  /** Limits in place. */
  process(samples: Float32Array): void {
    for (let index = 0; index < samples.length; index += 1) {
      const value = samples[index] ?? 0;
      const size = Math.abs(value);
      if (size <= KNEE) continue;
      this.#limitedSamples += 1;
      samples[index] = Math.sign(value) * (KNEE + ROOM * Math.tanh((size - KNEE) / ROOM));
    }
  }
}
