import { msToSamples, rootMeanSquare } from '../../audio/audio-frame.ts';

/** As long as utterances become; a piece is cut where it is quietest towards its end. */
const LONGEST_SAMPLES = msToSamples(12_000);
const SEARCHED_SAMPLES = msToSamples(5000);
const QUIET_SAMPLES = msToSamples(100);

/** What is louder belongs to the speech of a clean recording. */
const SOUND_LEVEL = 0.02;

/** Cuts mono 16 kHz samples into pieces as long as utterances, at quiet places. */
export function soundPieces(samples: Float32Array): readonly Float32Array[] {
  const pieces: Float32Array[] = [];
  let from = 0;
  while (samples.length - from > LONGEST_SAMPLES) {
    const to = quietestPlace(samples, from + LONGEST_SAMPLES - SEARCHED_SAMPLES, from + LONGEST_SAMPLES);
    pieces.push(samples.subarray(from, to));
    from = to;
  }
  return [...pieces, samples.subarray(from)];
}

/** The samples from the first sound on. */
export function withoutBeginning(samples: Float32Array): Float32Array {
  const first = samples.findIndex((sample) => Math.abs(sample) > SOUND_LEVEL);
  return first < 0 ? samples : samples.subarray(first);
}

function quietestPlace(samples: Float32Array, from: number, to: number): number {
  let [quietest, place] = [Infinity, to];
  for (let at = from; at + QUIET_SAMPLES <= to; at += QUIET_SAMPLES) {
    const level = rootMeanSquare(samples.subarray(at, at + QUIET_SAMPLES));
    if (level <= quietest) [quietest, place] = [level, at + QUIET_SAMPLES / 2];
  }
  return place;
}
