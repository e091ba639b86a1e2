import libsamplerate from '@alexanderolsen/libsamplerate-js';
import { SAMPLE_RATE } from './audio-frame.ts';
import type { MonoAudio } from './mono-audio.ts';

type Converter = Awaited<ReturnType<typeof libsamplerate.create>>;

/** The rates that libsamplerate takes, in samples per second. */
export const MAX_SAMPLE_RATE = 192_000;

/** Small enough that one call blocks the event loop for about a millisecond. */
const SLICE_SAMPLES = 2048;

/**
 * Brings mono sound to 16 kHz, without delay: output sample n is the sound at n / 16000 s. How the sound is cut into
 * pieces makes no difference. Call `close` when done.
 */
export class Resampler {
  readonly #inputRate: number;
  /** Undefined where the sound has the right rate already. */
  #converter: Converter | undefined;
  #inputSamples = 0;
  #outputSamples = 0;

  private constructor(inputRate: number, converter: Converter | undefined) {
    this.#inputRate = inputRate;
    this.#converter = converter;
  }

  /** A resampler for sound of `inputRate` samples per second, up to `MAX_SAMPLE_RATE`. */
  static async create(inputRate: number): Promise<Resampler> {
    if (inputRate === SAMPLE_RATE) return new Resampler(inputRate, undefined);
    const converterType = libsamplerate.ConverterType.SRC_SINC_MEDIUM_QUALITY;
    return new Resampler(inputRate, await libsamplerate.create(1, inputRate, SAMPLE_RATE, { converterType }));
  }

  /** The output that `samples` complete; some is held back until the sound that follows is known. */
  *push(samples: Float32Array): Generator<Float32Array, void, undefined> {
    this.#inputSamples += samples.length;
    yield* this.#convert(samples);
  }

  /** The rest of the output, so that its length is that of the input. Nothing may be pushed after it. */
  *flush(): Generator<Float32Array, void, undefined> {
    const expected = Math.round((this.#inputSamples * SAMPLE_RATE) / this.#inputRate);
    while (this.#converter !== undefined && this.#outputSamples < expected) {
      // The wrapper cannot say "end of input": silence pushes out what the filter holds back.
      const before = this.#outputSamples;
      for (const piece of this.#convert(new Float32Array(SLICE_SAMPLES))) {
        yield piece.subarray(0, expected - this.#outputSamples + piece.length);
      }
      if (this.#outputSamples === before) return;
    }
  }

  /** Frees the memory of the converter. */
  close(): void {
    this.#converter?.destroy();
    this.#converter = undefined;
  }

  *#convert(samples: Float32Array): Generator<Float32Array, void, undefined> {
    for (let start = 0; start < samples.length; start += SLICE_SAMPLES) {
      const slice = samples.subarray(start, start + SLICE_SAMPLES);
      const piece = this.#converter === undefined ? slice : this.#converter.full(slice);
      this.#outputSamples += piece.length;
      yield piece;
    }
  }
}

/** `audio` at 16 kHz, also where its rate changes on the way. */
export async function* resample(audio: AsyncIterable<MonoAudio>): AsyncGenerator<Float32Array, void, undefined> {
  let resampler: Resampler | undefined;
  let rate = 0;
  try {
    for await (const { samples, sampleRate } of audio) {
      if (resampler === undefined || sampleRate !== rate) {
        if (resampler !== undefined) yield* resampler.flush();
        resampler?.close();
        resampler = await Resampler.create(sampleRate);
        rate = sampleRate;
      }
      yield* resampler.push(samples);
    }
    if (resampler !== undefined) yield* resampler.flush();
  } finally {
    resampler?.close();
  }
}
