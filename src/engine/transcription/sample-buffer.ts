/** The samples of one utterance as they arrive, without copying what is already there. */
export class SampleBuffer {
  readonly #chunks: Float32Array[] = [];
  #length = 0;

  /** Number of samples so far. */
  get length(): number {
    return this.#length;
  }

  /** In the order of arrival. */
  get chunks(): readonly Float32Array[] {
    return this.#chunks;
  }

  push(samples: Float32Array): void {
    this.#chunks.push(samples);
    this.#length += samples.length;
  }

  /** The first `count` samples in one array of at least `minimumLength`, filled up with silence. */
  toArray(count: number, minimumLength = 0): Float32Array {
    const wanted = Math.min(count, this.#length);
    const all = new Float32Array(Math.max(wanted, minimumLength));
    let offset = 0;
    for (const chunk of this.#chunks) {
      if (offset >= wanted) break;
      all.set(offset + chunk.length > wanted ? chunk.subarray(0, wanted - offset) : chunk, offset);
      offset += chunk.length;
    }
    return all;
  }
}
