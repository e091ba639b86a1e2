import { joinBytes } from './byte-reader.ts';
import { ChannelMixer } from './channel-mixer.ts';

/** How one sample is written; all little endian. */
export type SampleEncoding = 'u8' | 's16le' | 's24le' | 's32le' | 'f32le' | 'f64le';

/** How uncompressed sound is written. */
export interface PcmFormat {
  readonly encoding: SampleEncoding;
  /** Samples per second and channel. */
  readonly sampleRate: number;
  readonly channels: number;
}

/** Size of one sample of one channel. */
export const BYTES_PER_SAMPLE: Record<SampleEncoding, number> = {
  u8: 1,
  s16le: 2,
  s24le: 3,
  s32le: 4,
  f32le: 4,
  f64le: 8,
};

/** One sample, full scale being ±1. */
const READ_SAMPLE: Record<SampleEncoding, (view: DataView, offset: number) => number> = {
  u8: (view, offset) => (view.getUint8(offset) - 128) / 0x80,
  s16le: (view, offset) => view.getInt16(offset, true) / 0x8000,
  s24le: (view, offset) => (view.getUint8(offset) + view.getInt16(offset + 1, true) * 0x100) / 0x80_0000,
  s32le: (view, offset) => view.getInt32(offset, true) / 0x8000_0000,
  f32le: (view, offset) => finiteOrZero(view.getFloat32(offset, true)),
  f64le: (view, offset) => finiteOrZero(view.getFloat64(offset, true)),
};

/**
 * Turns bytes of uncompressed sound into mono samples. Bytes may be cut anywhere; a frame that is cut off at the end of
 * the sound is dropped.
 */
export class PcmDecoder {
  readonly #format: PcmFormat;
  readonly #bytesPerFrame: number;
  readonly #mixer: ChannelMixer;
  #carry = new Uint8Array(0);

  constructor(format: PcmFormat) {
    this.#format = format;
    this.#bytesPerFrame = BYTES_PER_SAMPLE[format.encoding] * format.channels;
    this.#mixer = new ChannelMixer(format.channels, format.sampleRate);
  }

  /** The samples that `bytes` complete. */
  decode(bytes: Uint8Array): Float32Array {
    const all = this.#carry.length === 0 ? bytes : joinBytes(this.#carry, bytes);
    const frames = Math.floor(all.length / this.#bytesPerFrame);
    this.#carry = all.slice(frames * this.#bytesPerFrame);
    return this.#mixer.mix(
      this.#planes(new DataView(all.buffer, all.byteOffset, frames * this.#bytesPerFrame), frames),
    );
  }

  #planes(view: DataView, frames: number): Float32Array[] {
    const { encoding, channels } = this.#format;
    const readSample = READ_SAMPLE[encoding];
    const bytesPerSample = BYTES_PER_SAMPLE[encoding];
    return Array.from({ length: channels }, (_, channel) => {
      const plane = new Float32Array(frames);
      for (let frame = 0, offset = channel * bytesPerSample; frame < frames; frame++, offset += this.#bytesPerFrame) {
        plane[frame] = readSample(view, offset);
      }
      return plane;
    });
  }
}

/** One NaN would silence the resampler for ever. */
function finiteOrZero(sample: number): number {
  return Number.isFinite(sample) ? sample : 0;
}
