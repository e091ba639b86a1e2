/** The newest sound of a stream: what was forgotten is gone, the rest is still where it was. */
export class SoundWindow {
  #pieces: { readonly start: number; readonly samples: Float32Array }[] = [];
  #start = 0;
  #length = 0;

  /** The first sample that is still here. */
  get start(): number {
    return this.#start;
  }

  /** Where the sound ends, counted from its very first sample. */
  get length(): number {
    return this.#length;
  }

  push(samples: Float32Array): void {
    this.#pieces.push({ start: this.#length, samples });
    this.#length += samples.length;
  }

  /** Forgets what lies before a sample. */
  forgetBefore(sample: number): void {
    this.#start = Math.min(this.#length, Math.max(this.#start, sample));
    this.#pieces = this.#pieces.filter(({ start, samples }) => start + samples.length > this.#start);
  }

  /** The samples from one place to another, as far as they are here, and silence behind them. */
  copy(from: number, to: number, silentSamples = 0): Float32Array {
    const [first, end] = [Math.max(from, this.#start), Math.min(to, this.#length)];
    const copied = new Float32Array(Math.max(0, end - first) + silentSamples);
    for (const { start, samples } of this.#pieces) {
      const [begin, stop] = [Math.max(start, first), Math.min(start + samples.length, end)];
      if (begin < stop) copied.set(samples.subarray(begin - start, stop - start), begin - first);
    }
    return copied;
  }
}
