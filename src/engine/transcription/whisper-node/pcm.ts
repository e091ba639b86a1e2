import { FRAME_SAMPLES, SAMPLE_RATE } from '../../audio/audio-frame.ts';

/** The samples as signed 16-bit little-endian numbers, which is exact for sound that was recorded so. */
export function toPcm16(samples: Float32Array): Int16Array<ArrayBuffer> {
  const pcm = new Int16Array(samples.length);
  samples.forEach((sample, index) => {
    pcm[index] = Math.max(-32_768, Math.min(32_767, Math.round(sample * 32_768)));
  });
  return pcm;
}

/** Where a cut is wanted, the quietest place of so long a time before it is taken. */
const CUT_SEARCH_SAMPLES = 2 * SAMPLE_RATE;

/** Cuts audio into pieces of at most `limit` samples, each cut at the quietest frame near its end. */
export function cutIntoPieces(samples: Float32Array, limit: number): readonly Float32Array[] {
  const pieces: Float32Array[] = [];
  let rest = samples;
  while (rest.length > limit) {
    const cut = quietestPlace(rest, Math.max(FRAME_SAMPLES, limit - CUT_SEARCH_SAMPLES), limit);
    pieces.push(rest.subarray(0, cut));
    rest = rest.subarray(cut);
  }
  return [...pieces, rest];
}

/** The middle of the frame with the least energy between two sample indices. */
function quietestPlace(samples: Float32Array, from: number, to: number): number {
  let best = to;
  let least = Number.POSITIVE_INFINITY;
  for (let start = from; start + FRAME_SAMPLES <= to; start += FRAME_SAMPLES / 2) {
    let energy = 0;
    for (let index = start; index < start + FRAME_SAMPLES; index += 1) energy += (samples[index] ?? 0) ** 2;
    if (energy < least) {
      least = energy;
      best = start + FRAME_SAMPLES / 2;
    }
  }
  return best;
}
