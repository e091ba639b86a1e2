/**
 * Makes every value a sample: what is no number becomes 0, and what lies beyond full scale becomes full scale. Returns
 * `samples` itself where nothing had to change.
 */
export class Sanitizer {
  #invalidSamples = 0;
  #overscaleSamples = 0;

  /** Values so far that were NaN or infinite. */
  get invalidSamples(): number {
    return this.#invalidSamples;
  }

  /** Finite values so far that lay outside of [-1, 1]. */
  get overscaleSamples(): number {
    return this.#overscaleSamples;
  }

  process(samples: Float32Array): Float32Array {
    let clean: Float32Array | undefined;
    for (let index = 0; index < samples.length; index += 1) {
      const value = samples[index] ?? 0;
      if (value >= -1 && value <= 1) continue;
      clean ??= samples.slice();
      if (Number.isFinite(value)) this.#overscaleSamples += 1;
      else this.#invalidSamples += 1;
      clean[index] = Number.isNaN(value) ? 0 : Math.sign(value);
    }
    return clean ?? samples;
  }
}
