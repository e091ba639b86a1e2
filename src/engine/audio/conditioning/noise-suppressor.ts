import { FRAME_SAMPLES } from '../audio-frame.ts';
import { RNNOISE_FRAME_SAMPLES, Rnnoise } from './rnnoise-module.ts';
import { Thirder, TRIPLE_RATE_DELAY_SAMPLES, Tripler } from './triple-rate.ts';

/** 10 ms at 16 kHz: what RNNoise takes at a time. */
const BLOCK_SAMPLES = RNNOISE_FRAME_SAMPLES / 3;

/** RNNoise looks ahead by 20 ms. */
const RNNOISE_DELAY_SAMPLES = 320;

/**
 * Takes noise out of speech by RNNoise, at 48 kHz. The result is exactly one frame late: of these 512 samples the
 * library needs 320 and the change of rates 64; up to 128 wait for a block to become full.
 */
export class NoiseSuppressor {
  /** What suppression delays the sound by. */
  static readonly delaySamples = FRAME_SAMPLES;

  readonly #rnnoise: Rnnoise;
  readonly #tripler = new Tripler();
  readonly #thirder = new Thirder();
  #input: Float32Array = new Float32Array(0);
  #output: Float32Array = new Float32Array(
    NoiseSuppressor.delaySamples - RNNOISE_DELAY_SAMPLES - 2 * TRIPLE_RATE_DELAY_SAMPLES,
  );

  private constructor(rnnoise: Rnnoise) {
    this.#rnnoise = rnnoise;
  }

  static async create(): Promise<NoiseSuppressor> {
    return new NoiseSuppressor(await Rnnoise.create());
  }

  /** The frame before `samples`, with less noise. Leaves `samples` alone. */
  process(samples: Float32Array): Float32Array {
    this.#input = joined(this.#input, samples);
    let done = 0;
    for (; this.#input.length - done >= BLOCK_SAMPLES; done += BLOCK_SAMPLES) {
      const block = this.#tripler.process(this.#input.subarray(done, done + BLOCK_SAMPLES));
      this.#rnnoise.process(block);
      this.#output = joined(this.#output, this.#thirder.process(block));
    }
    this.#input = this.#input.slice(done);
    const ready = this.#output.slice(0, samples.length);
    this.#output = this.#output.slice(samples.length);
    return ready;
  }

  /** Frees the memory of the library. */
  close(): void {
    this.#rnnoise.close();
  }
}

function joined(first: Float32Array, second: Float32Array): Float32Array {
  const both = new Float32Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}
