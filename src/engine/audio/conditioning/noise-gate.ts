import { FRAME_SAMPLES, msToSamples, rootMeanSquare } from '../audio-frame.ts';
import { toDecibels } from './decibels.ts';

/** The level is looked at every 8 ms, so that a word opens the gate at its beginning. */
const BLOCK_SAMPLES = 128;

/** Once open, the gate takes sound for speech down to this far below the threshold, in dB. */
const HYSTERESIS_DB = 4;

const ATTACK_SAMPLES = msToSamples(5);
/** Longer than the closed mouth inside of words; with the look-ahead it spans most gaps between words. */
const HOLD_SAMPLES = msToSamples(250);
const RELEASE_SAMPLES = msToSamples(100);

/** How far `auto` stays above the background, whose blocks differ by some dB, and below the level of speech. */
const ABOVE_BACKGROUND_DB = 12;
const BELOW_SPEECH_DB = 16;

/**
 * The threshold of `auto` in dBFS. Without room between background and speech the gate would cut words, and before the
 * first speech nobody knows: then it is -Infinity, which lets everything through.
 */
export function autoThreshold(backgroundDbfs: number, speechDbfs: number | undefined): number {
  const threshold = backgroundDbfs + ABOVE_BACKGROUND_DB;
  return threshold <= (speechDbfs ?? Number.NEGATIVE_INFINITY) - BELOW_SPEECH_DB ? threshold : Number.NEGATIVE_INFINITY;
}

/**
 * Turns what is too quiet into silence. It sees a frame before it must pass the one before it, and so opens 32 ms ahead
 * of what is loud enough: quiet beginnings of words are kept.
 */
export class NoiseGate {
  /** What the gate delays the sound by. */
  static readonly delaySamples = FRAME_SAMPLES;

  #holdSamples = 0;
  #gain = 0;

  /** True where the end of the last frame was let through. */
  get open(): boolean {
    return this.#gain > 0;
  }

  /** Lets `samples` through or silences them in place, by what the frame after them holds. */
  process(samples: Float32Array, next: Float32Array, thresholdDbfs: number): void {
    for (let start = 0; start < samples.length; start += BLOCK_SAMPLES) {
      const level = toDecibels(rootMeanSquare(next.subarray(start, start + BLOCK_SAMPLES)));
      const isLoud = level >= thresholdDbfs - (this.#holdSamples > 0 ? HYSTERESIS_DB : 0);
      this.#holdSamples = isLoud ? HOLD_SAMPLES : Math.max(0, this.#holdSamples - BLOCK_SAMPLES);
      this.#ramp(samples.subarray(start, start + BLOCK_SAMPLES));
    }
  }

  #ramp(block: Float32Array): void {
    const step = this.#holdSamples > 0 ? 1 / ATTACK_SAMPLES : -1 / RELEASE_SAMPLES;
    for (let index = 0; index < block.length; index += 1) {
      this.#gain = Math.min(1, Math.max(0, this.#gain + step));
      block[index] = (block[index] ?? 0) * this.#gain;
    }
  }
}
