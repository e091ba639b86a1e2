import { joinBytes } from '../byte-reader.ts';
import type { PcmFormat } from './audio-backend.ts';

/** All sound between processes is 32-bit floats: what the libraries and the sound server work with inside. */
const BYTES_PER_SAMPLE = 4;

/** Bytes that `ms` milliseconds of sound take. */
export function bytesOfMs(ms: number, { sampleRate, channels }: PcmFormat): number {
  return Math.round((sampleRate * ms) / 1000) * channels * BYTES_PER_SAMPLE;
}

/** Turns bytes, cut anywhere, into samples of whole frames. */
export class PcmChunks {
  readonly #bytesPerFrame: number;
  #carry: Uint8Array = new Uint8Array(0);

  constructor(format: PcmFormat) {
    this.#bytesPerFrame = format.channels * BYTES_PER_SAMPLE;
  }

  /** The samples that `bytes` complete, of all channels in turns. */
  push(bytes: Uint8Array): Float32Array {
    const all = this.#carry.length === 0 ? bytes : joinBytes(this.#carry, bytes);
    const whole = all.length - (all.length % this.#bytesPerFrame);
    this.#carry = all.slice(whole);
    // Buffers of a stream start anywhere in memory; floats must be aligned.
    const samples = new Float32Array(all.slice(0, whole).buffer);
    for (let index = 0; index < samples.length; index += 1) {
      // One NaN would silence the resampler for ever.
      if (!Number.isFinite(samples[index])) samples[index] = 0;
    }
    return samples;
  }
}

/** The memory of `samples` as bytes, not copied. */
export function bytesOf(samples: Float32Array): Uint8Array {
  return new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength);
}
