import { SAMPLE_RATE } from '../../../src/engine/audio/audio-frame.ts';

/** Quality of the two sections that make a Butterworth filter of fourth order. */
const BUTTERWORTH = [0.5412, 1.3066];

/** Takes away what lies below (`high-pass`) or above (`low-pass`) a frequency: 24 dB for each octave. */
export function filtered(kind: 'high-pass' | 'low-pass', hertz: number, samples: Float32Array): Float32Array {
  return BUTTERWORTH.reduce((sound, quality) => section(kind, { hertz, quality }, sound), samples);
}

/** One section of second order, as in the cookbook of R. Bristow-Johnson. */
function section(
  kind: 'high-pass' | 'low-pass',
  { hertz, quality }: { readonly hertz: number; readonly quality: number },
  samples: Float32Array,
): Float32Array {
  const angle = (2 * Math.PI * hertz) / SAMPLE_RATE;
  const [cosine, alpha] = [Math.cos(angle), Math.sin(angle) / (2 * quality)];
  const middle = kind === 'low-pass' ? 1 - cosine : -(1 + cosine);
  const scale = 1 / (1 + alpha);
  let [in1, in2, out1, out2] = [0, 0, 0, 0];
  return samples.map((sample) => {
    const out =
      scale * ((Math.abs(middle) / 2) * (sample + in2) + middle * in1 + 2 * cosine * out1 - (1 - alpha) * out2);
    [in2, in1, out2, out1] = [in1, sample, out1, out];
    return out;
  });
}
