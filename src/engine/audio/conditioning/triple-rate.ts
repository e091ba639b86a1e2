/** Taps on either side of the middle one, at the tripled rate: each direction delays by a third of that many samples. */
const HALF_TAPS = 96;

/** Cutoff as a share of the tripled rate: 7.6 kHz of 48 kHz, so that all is gone at 8.2 kHz. */
const CUTOFF = 7600 / 48_000;

/** Shape of the Kaiser window: what should be gone is 70 dB down. */
const KAISER_BETA = 7;

/** Linear phase low-pass, with the sum 1. */
const TAPS = lowPass();

/** What `Tripler` and `Thirder` delay by, each, in samples of the lower rate. */
export const TRIPLE_RATE_DELAY_SAMPLES = HALF_TAPS / 3;

/** Sound at three times its rate. */
export class Tripler {
  readonly #history = new History(TAPS.length / 3);

  /** Three samples for each sample of `samples`. */
  process(samples: Float32Array): Float32Array {
    const past = this.#history.extend(samples);
    const out = new Float32Array(samples.length * 3);
    for (let index = 0; index < out.length; index += 1) {
      const newest = Math.floor(index / 3) + past.length - samples.length;
      let sum = 0;
      for (let tap = index % 3, at = newest; tap < TAPS.length; tap += 3, at -= 1) {
        sum += (TAPS[tap] ?? 0) * (past[at] ?? 0);
      }
      // Two of three samples of the input are zeros that are not there.
      out[index] = 3 * sum;
    }
    return out;
  }
}

/** Sound at a third of its rate. */
export class Thirder {
  readonly #history = new History(TAPS.length);

  /** One sample for three samples of `samples`, whose number must be a multiple of three. */
  process(samples: Float32Array): Float32Array {
    const past = this.#history.extend(samples);
    const out = new Float32Array(samples.length / 3);
    for (let index = 0; index < out.length; index += 1) {
      const newest = index * 3 + past.length - samples.length;
      let sum = 0;
      for (let tap = 0; tap < TAPS.length; tap += 1) sum += (TAPS[tap] ?? 0) * (past[newest - tap] ?? 0);
      out[index] = sum;
    }
    return out;
  }
}

/** Keeps the samples that a filter still needs. */
class History {
  #past: Float32Array;

  constructor(length: number) {
    this.#past = new Float32Array(Math.ceil(length));
  }

  /** What was kept, followed by `samples`; of which the end is kept for the next time. */
  extend(samples: Float32Array): Float32Array {
    const extended = new Float32Array(this.#past.length + samples.length);
    extended.set(this.#past);
    extended.set(samples, this.#past.length);
    this.#past = extended.subarray(samples.length);
    return extended;
  }
}

function lowPass(): Float64Array {
  const taps = Float64Array.from({ length: 2 * HALF_TAPS + 1 }, (_, index) => {
    const distance = index - HALF_TAPS;
    const angle = 2 * Math.PI * CUTOFF * distance;
    const sinc = distance === 0 ? 1 : Math.sin(angle) / angle;
    return sinc * besselI0(KAISER_BETA * Math.sqrt(1 - (distance / HALF_TAPS) ** 2));
  });
  const sum = taps.reduce((total, tap) => total + tap, 0);
  return taps.map((tap) => tap / sum);
}

/** Modified Bessel function of the first kind and order 0, by its power series. */
function besselI0(x: number): number {
  let [sum, term] = [1, 1];
  for (let k = 1; term > sum * 1e-12; k += 1) {
    term *= (x / (2 * k)) ** 2;
    sum += term;
  }
  return sum;
}
