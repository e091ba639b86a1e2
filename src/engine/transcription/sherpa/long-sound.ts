import { FRAME_SAMPLES, rootMeanSquare } from '../../audio/audio-frame.ts';

/** Of a piece, only so much of its end is searched for a place to cut. */
const SEARCHED_SHARE = 1 / 3;

/**
 * Cuts a sound that is longer than a model takes, each time at the quietest frame in the last third of what it takes.
 * The same beginning is always cut at the same places. Gives where the pieces end, in samples.
 */
export function pieceEnds(samples: Float32Array, longestSamples: number): readonly number[] {
  const ends: number[] = [];
  let start = 0;
  while (samples.length - start > longestSamples) {
    const from = start + Math.round(longestSamples * (1 - SEARCHED_SHARE));
    start = quietestBetween(samples, from, start + longestSamples);
    ends.push(start);
  }
  return [...ends, samples.length];
}

/** The middle of the quietest frame; of several the last one. */
function quietestBetween(samples: Float32Array, from: number, to: number): number {
  let quietest = Number.POSITIVE_INFINITY;
  let cut = to;
  for (let at = from; at + FRAME_SAMPLES <= to; at += FRAME_SAMPLES) {
    const loudness = rootMeanSquare(samples.subarray(at, at + FRAME_SAMPLES));
    if (loudness > quietest) continue;
    quietest = loudness;
    cut = at + FRAME_SAMPLES / 2;
  }
  return cut;
}
