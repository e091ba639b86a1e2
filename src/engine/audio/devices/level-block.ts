/** Level of a stretch of sound, channel by channel. */
export class LevelBlock {
  /** Samples of each channel. */
  frames = 0;
  /** Samples of all channels at full scale. */
  clipped = 0;
  readonly #peaks: Float32Array;
  readonly #squares: Float64Array;

  constructor(channels: number) {
    this.#peaks = new Float32Array(channels);
    this.#squares = new Float64Array(channels);
  }

  /** @param samples all channels in turns. */
  add(samples: Float32Array): void {
    const channels = this.#peaks.length;
    for (let index = 0; index < samples.length; index += 1) {
      const size = Math.abs(samples[index] ?? 0);
      const channel = index % channels;
      if (size >= FULL_SCALE) this.clipped += 1;
      if (size > (this.#peaks[channel] ?? 0)) this.#peaks[channel] = size;
      this.#squares[channel] = (this.#squares[channel] ?? 0) + size * size;
    }
    this.frames += samples.length / channels;
  }

  /** Largest sample of each channel, 0 to 1. */
  get peaks(): readonly number[] {
    return Array.from(this.#peaks);
  }

  /** Root mean square of the loudest channel, 0 to 1. */
  get rms(): number {
    return this.frames === 0 ? 0 : Math.sqrt(Math.max(...this.#squares) / this.frames);
  }
}

/** The largest 16-bit sample is a little below 1. */
const FULL_SCALE = 0.999;
