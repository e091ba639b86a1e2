import { Resampler } from '../../../src/engine/audio/resampler.ts';
import { filtered } from './biquad.ts';

const TELEPHONE_RATE = 8000;
const LOWEST_HERTZ = 300;
const HIGHEST_HERTZ = 3400;

/** Curvature of G.711 in North America and Japan. */
const MU = 255;

/** As over a telephone: 300 to 3400 Hz, 8000 samples a second, each in eight bits of the mu-law. */
export async function overTelephone(samples: Float32Array): Promise<Float32Array> {
  const band = filtered('low-pass', HIGHEST_HERTZ, filtered('high-pass', LOWEST_HERTZ, samples));
  const coded = Float32Array.from({ length: Math.ceil(band.length / 2) }, (_, index) => muLaw(band[2 * index] ?? 0));
  const resampler = await Resampler.create(TELEPHONE_RATE);
  const heard = new Float32Array(samples.length);
  let offset = 0;
  try {
    for (const piece of [...resampler.push(coded), ...resampler.flush()]) {
      heard.set(piece.subarray(0, heard.length - offset), offset);
      offset = Math.min(heard.length, offset + piece.length);
    }
  } finally {
    resampler.close();
  }
  return heard;
}

/** What is left of a sample in eight bits. */
function muLaw(sample: number): number {
  const size = Math.log1p(MU * Math.min(1, Math.abs(sample))) / Math.log1p(MU);
  return (Math.sign(sample) * Math.expm1((Math.round(size * 127) / 127) * Math.log1p(MU))) / MU;
}
