import { SampleBuffer } from '../sample-buffer.ts';
import { melFilters, type MelFilter } from './mel-filters.ts';
import { powerSpectrum, SPECTRUM_BINS, SPECTRUM_SAMPLES } from './power-spectrum.ts';

/** Distance of Whisper's frames: 10 ms. */
export const HOP_SAMPLES = 160;

const HALF = SPECTRUM_SAMPLES / 2;
const HANN = Float64Array.from(
  { length: SPECTRUM_SAMPLES },
  (_, n) => 0.5 - 0.5 * Math.cos((2 * Math.PI * n) / SPECTRUM_SAMPLES),
);

const LEAST_POWER = 1e-10;
const SILENCE = Math.log10(LEAST_POWER);

/** Whisper hears nothing that lies further below the loudest value, in tenths of decibels as log10. */
const DYNAMIC_RANGE = 8;

/**
 * The log-mel features of one utterance, as Whisper was trained with. Each frame is computed once, when all its sound is
 * there; only those at the end of a decode, which are cut by it, are computed anew.
 */
export class LogMel {
  readonly #filters: readonly MelFilter[];
  readonly #samples = new SampleBuffer();
  readonly #frames: Float32Array[] = [];

  /** @param bands 80, or 128 for the newest Whisper models. */
  constructor(bands: number) {
    this.#filters = melFilters(bands);
  }

  /** Number of samples so far. */
  get length(): number {
    return this.#samples.length;
  }

  push(samples: Float32Array): void {
    this.#samples.push(samples);
  }

  /**
   * The features of the first `sampleCount` samples followed by silence.
   * @returns `frameCount` frames of 10 ms, band after band.
   */
  window(sampleCount: number, frameCount: number): Float32Array {
    const heard = Math.min(sampleCount, this.#samples.length);
    const sound = this.#samples.toArray(heard);
    const sounding = Math.min(frameCount, Math.ceil((heard + HALF) / HOP_SAMPLES));
    const frames = Array.from({ length: sounding }, (_, index) => this.#frame(index, sound));
    const loudest = frames.reduce((most, frame) => frame.reduce((a, b) => Math.max(a, b), most), SILENCE);
    const floor = Math.max(SILENCE, loudest - DYNAMIC_RANGE);
    const scaled = (value: number): number => (Math.max(value, floor) + 4) / 4;
    const features = new Float32Array(this.#filters.length * frameCount).fill(scaled(SILENCE));
    for (const [index, frame] of frames.entries()) {
      for (let band = 0; band < frame.length; band += 1) {
        features[band * frameCount + index] = scaled(frame[band] as number);
      }
    }
    return features;
  }

  #frame(index: number, sound: Float32Array): Float32Array {
    const known = this.#frames[index];
    const isWhole = index * HOP_SAMPLES + HALF <= sound.length;
    if (known && isWhole) return known;
    const frame = this.#compute(index * HOP_SAMPLES - HALF, sound);
    if (isWhole) this.#frames[index] = frame;
    return frame;
  }

  #compute(start: number, sound: Float32Array): Float32Array {
    const windowed = HANN.map((weight, offset) => weight * (sound[Math.abs(start + offset)] ?? 0));
    const power = new Float64Array(SPECTRUM_BINS);
    powerSpectrum(windowed, power);
    return Float32Array.from(this.#filters, ({ firstBin, weights }) => {
      let energy = 0;
      for (let bin = 0; bin < weights.length; bin += 1)
        energy += (weights[bin] as number) * (power[firstBin + bin] as number);
      // A sample that is no number counts as silence, where it would make every feature of the window none.
      return energy > LEAST_POWER && energy < Number.POSITIVE_INFINITY ? Math.log10(energy) : SILENCE;
    });
  }
}
