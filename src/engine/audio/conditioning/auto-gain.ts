import { FRAME_SAMPLES, rootMeanSquare, samplesToMs } from '../audio-frame.ts';
import { fromDecibels, toDecibels } from './decibels.ts';
import type { SpeechLevel } from './speech-level.ts';

/** The RMS level that syllables are brought to. Peaks of speech lie about 15 dB higher. */
const TARGET_DBFS = -20;

/** The most that is added to or taken from the level. */
const MAX_GAIN_DB = 30;

/** How fast the gain moves while something stands out: in time for the second sentence, and not to be heard. */
const RISE_DB_PER_SECOND = 12;
const FALL_DB_PER_SECOND = 24;

/** Frames louder than this after the gain, in dBFS, are a shout after a whisper: its peaks would be cut off. */
const TOO_LOUD_DBFS = -10;
const URGENT_FALL_DB_PER_SECOND = 120;

const FRAME_SECONDS = samplesToMs(FRAME_SAMPLES) / 1000;

/**
 * Brings speech to one level. The gain stands still while nothing stands out from the background, and before there was
 * speech, so noise alone is never raised.
 */
export class AutoGain {
  #gainDb = 0;

  /** The gain after the last frame, in dB. */
  get gainDb(): number {
    return this.#gainDb;
  }

  /** Amplifies a frame in place. Its gain moves by at most one step, and evenly from its first sample to its last. */
  process(samples: Float32Array, speech: SpeechLevel): void {
    const from = fromDecibels(this.#gainDb);
    this.#follow(speech);
    this.#avoidShouting(toDecibels(rootMeanSquare(samples)));
    const slope = (fromDecibels(this.#gainDb) - from) / samples.length;
    for (let index = 0; index < samples.length; index += 1) {
      samples[index] = (samples[index] ?? 0) * (from + slope * (index + 1));
    }
  }

  #follow({ dbfs, standsOut }: SpeechLevel): void {
    if (dbfs === undefined || !standsOut) return;
    const wanted = Math.min(MAX_GAIN_DB, Math.max(-MAX_GAIN_DB, TARGET_DBFS - dbfs));
    const rise = RISE_DB_PER_SECOND * FRAME_SECONDS;
    const fall = FALL_DB_PER_SECOND * FRAME_SECONDS;
    this.#gainDb += Math.min(rise, Math.max(-fall, wanted - this.#gainDb));
  }

  #avoidShouting(frameDbfs: number): void {
    const excess = frameDbfs + this.#gainDb - TOO_LOUD_DBFS;
    const fall = Math.min(excess, URGENT_FALL_DB_PER_SECOND * FRAME_SECONDS);
    if (fall > 0) this.#gainDb = Math.max(-MAX_GAIN_DB, this.#gainDb - fall);
  }
}
