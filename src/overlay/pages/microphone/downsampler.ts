import { WIRE_SAMPLE_RATE } from '../../../protocol/audio-contract.ts';

/** Zero crossings of the filter on each side. With these nothing above 8.1 kHz is heard, and all below 6.7 kHz is. */
const ZERO_CROSSINGS = 32;

/** Middle of the filter's slope, as a share of the lower one of both rates. */
const CUTOFF = 0.4625;

/** Shape of the Kaiser window: 80 dB. */
const KAISER_BETA = 8;

/**
 * Brings mono sound of any rate to 16 kHz by a polyphase filter, with a delay of 2 ms. Done here and not by the browser,
 * because Firefox cannot connect a microphone to an audio context of another rate.
 */
export class Downsampler {
  /** Input samples per output sample, as the fraction `#step / #phases`. */
  readonly #step: number;
  readonly #phases: number;
  /** One filter for each place that an output sample can have between two input samples. */
  readonly #filters: readonly Float32Array[];
  readonly #taps: number;
  /** The newest input, as far as later output needs it. */
  #history: Float32Array;
  /** Place of the next output sample in the history, in input samples and phases. */
  #index = 0;
  #phase = 0;

  /** @param inputRate in samples per second, a whole number. */
  constructor(inputRate: number) {
    const divisor = greatestCommonDivisor(inputRate, WIRE_SAMPLE_RATE);
    this.#step = inputRate / divisor;
    this.#phases = WIRE_SAMPLE_RATE / divisor;
    const isEqual = inputRate === WIRE_SAMPLE_RATE;
    const cutoff = (CUTOFF * Math.min(inputRate, WIRE_SAMPLE_RATE)) / inputRate;
    const halfTaps = isEqual ? 0 : Math.ceil((ZERO_CROSSINGS * 0.5) / cutoff);
    this.#taps = isEqual ? 1 : halfTaps * 2;
    this.#filters = isEqual
      ? [Float32Array.of(1)]
      : Array.from({ length: this.#phases }, (_, phase) => filter(cutoff, halfTaps, phase / this.#phases));
    this.#history = new Float32Array(this.#taps - 1);
  }

  /** The output that `input` completes. */
  push(input: Float32Array): Float32Array {
    const samples = new Float32Array(this.#history.length + input.length);
    samples.set(this.#history);
    samples.set(input, this.#history.length);
    const last = samples.length - this.#taps;
    const output: number[] = [];
    while (this.#index <= last) {
      output.push(dotProduct(this.#filters[this.#phase] as Float32Array, samples, this.#index));
      this.#phase += this.#step;
      this.#index += Math.floor(this.#phase / this.#phases);
      this.#phase %= this.#phases;
    }
    const kept = samples.length - this.#taps + 1;
    this.#history = samples.slice(kept);
    this.#index -= kept;
    return Float32Array.from(output);
  }
}

/** A low-pass filter whose middle lies `shift` after the sample in its middle; its gain is 1. */
function filter(cutoff: number, halfTaps: number, shift: number): Float32Array {
  const taps = Float32Array.from({ length: halfTaps * 2 }, (_, tap) => {
    const time = tap - halfTaps + 1 - shift;
    const window = besselI0(KAISER_BETA * Math.sqrt(Math.max(0, 1 - (time / halfTaps) ** 2)));
    return sinc(2 * cutoff * time) * window;
  });
  const gain = taps.reduce((sum, tap) => sum + tap, 0);
  return taps.map((tap) => tap / gain);
}

function sinc(value: number): number {
  return value === 0 ? 1 : Math.sin(Math.PI * value) / (Math.PI * value);
}

/** The modified Bessel function of order zero, by its series. */
function besselI0(value: number): number {
  let sum = 1;
  let term = 1;
  for (let order = 1; term > sum * 1e-9; order += 1) {
    term *= (value / (2 * order)) ** 2;
    sum += term;
  }
  return sum;
}

/** Runs 16,000 times a second on the audio thread, so without a closure and without checks. */
function dotProduct(taps: Float32Array, samples: Float32Array, start: number): number {
  let sum = 0;
  for (let tap = 0; tap < taps.length; tap += 1) sum += (taps[tap] as number) * (samples[start + tap] as number);
  return sum;
}

function greatestCommonDivisor(one: number, other: number): number {
  return other === 0 ? one : greatestCommonDivisor(other, one % other);
}
