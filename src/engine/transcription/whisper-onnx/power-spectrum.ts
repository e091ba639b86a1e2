/** Whisper's frames have 25 ms at 16 kHz. */
export const SPECTRUM_SAMPLES = 400;

/** Frequencies of a frame, from 0 Hz to 8 kHz. */
export const SPECTRUM_BINS = SPECTRUM_SAMPLES / 2 + 1;

// 400 = 16 x 25: 25 transforms of 16 samples, then each bin from 25 of their results.
const INNER = 16;
const OUTER = SPECTRUM_SAMPLES / INNER;
/** The samples are real, so the other results of an inner transform mirror these. */
const INNER_KEPT = INNER / 2 + 1;

const COSINE = Float64Array.from({ length: SPECTRUM_SAMPLES }, (_, n) =>
  Math.cos((2 * Math.PI * n) / SPECTRUM_SAMPLES),
);
const SINE = Float64Array.from({ length: SPECTRUM_SAMPLES }, (_, n) => -Math.sin((2 * Math.PI * n) / SPECTRUM_SAMPLES));

const innerReal = new Float64Array(INNER * OUTER);
const innerImaginary = new Float64Array(INNER * OUTER);

/** Writes the power of each bin of a windowed frame of 400 samples into `power` (201 values). */
export function powerSpectrum(frame: Float64Array, power: Float64Array): void {
  for (let outer = 0; outer < OUTER; outer += 1) transformInner(frame, outer);
  for (let bin = 0; bin < SPECTRUM_BINS; bin += 1) {
    const inner = (bin % INNER) * OUTER;
    let real = 0;
    let imaginary = 0;
    for (let outer = 0, angle = 0; outer < OUTER; outer += 1, angle = (angle + bin) % SPECTRUM_SAMPLES) {
      const cosine = COSINE[angle] as number;
      const sine = SINE[angle] as number;
      const x = innerReal[inner + outer] as number;
      const y = innerImaginary[inner + outer] as number;
      real += x * cosine - y * sine;
      imaginary += x * sine + y * cosine;
    }
    power[bin] = real * real + imaginary * imaginary;
  }
}

/** Each 25th sample, beginning with the sample `outer`. */
function transformInner(frame: Float64Array, outer: number): void {
  for (let bin = 0; bin < INNER_KEPT; bin += 1) {
    let real = 0;
    let imaginary = 0;
    for (let index = 0; index < INNER; index += 1) {
      const sample = frame[OUTER * index + outer] as number;
      const angle = ((index * bin) % INNER) * OUTER;
      real += sample * (COSINE[angle] as number);
      imaginary += sample * (SINE[angle] as number);
    }
    innerReal[bin * OUTER + outer] = real;
    innerImaginary[bin * OUTER + outer] = imaginary;
    if (bin === 0 || bin === INNER / 2) continue;
    innerReal[(INNER - bin) * OUTER + outer] = real;
    innerImaginary[(INNER - bin) * OUTER + outer] = -imaginary;
  }
}
