import { SAMPLE_RATE } from '../audio-frame.ts';
import { Resampler } from '../resampler.ts';
import type { CapturedChunk, PcmFormat } from './audio-backend.ts';
import { MixDown, type ChannelChoice } from './mix-down.ts';

/** Mono sound at 16 kHz. */
export interface MonoPiece {
  readonly samples: Float32Array;
  /** When the last of them was captured, in the engine's clock. */
  readonly endMs: number;
}

/** Turns the chunks of one stream into mono sound at 16 kHz. Call `close` when done. */
export class MonoStream {
  readonly #format: PcmFormat;
  readonly #mixDown: MixDown;
  readonly #resampler: Resampler;
  #inputFrames = 0;
  #outputSamples = 0;

  private constructor(format: PcmFormat, channel: ChannelChoice, resampler: Resampler) {
    this.#format = format;
    this.#mixDown = new MixDown(format, channel);
    this.#resampler = resampler;
  }

  static async create(format: PcmFormat, channel: ChannelChoice): Promise<MonoStream> {
    return new MonoStream(format, channel, await Resampler.create(format.sampleRate));
  }

  *push({ samples, capturedAtMs }: CapturedChunk): Generator<MonoPiece, void, undefined> {
    const mono = this.#mixDown.push(samples);
    this.#inputFrames += mono.length;
    for (const piece of this.#resampler.push(mono)) {
      this.#outputSamples += piece.length;
      if (piece.length > 0) yield { samples: piece, endMs: capturedAtMs - this.#heldBackMs() };
    }
  }

  close(): void {
    this.#resampler.close();
  }

  /** Sound that went in and has not come out yet. */
  #heldBackMs(): number {
    return (this.#inputFrames / this.#format.sampleRate - this.#outputSamples / SAMPLE_RATE) * 1000;
  }
}
