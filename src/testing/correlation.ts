/** Samples that are added up for the first, coarse search. */
const COARSE = 8;

/** How far from there the fine search looks, in samples: a tone is like itself at some places beside each other. */
const NEAR = 8 * COARSE;

/** The fine search goes between samples: a backend may delay the sound by any part of one. */
const FINE = 0.25;

/**
 * How alike two recordings at 16 kHz are where `heard` fits `played` best: 1 for the same sound at any volume, 0 for
 * unrelated sound. All of `played` must be inside `heard`.
 */
export function bestCorrelation(played: Float32Array, heard: Float32Array): number {
  const most = heard.length - played.length - 1;
  const coarse = search(summed(played), summed(heard), { from: 0, to: Math.floor(most / COARSE), step: 1 });
  const middle = coarse.lag * COARSE;
  const range = { from: Math.max(0, middle - NEAR), to: Math.min(most, middle + NEAR), step: FINE };
  return search(played, heard, range).correlation;
}

interface Range {
  readonly from: number;
  readonly to: number;
  readonly step: number;
}

function search(played: Float32Array, heard: Float32Array, { from, to, step }: Range) {
  let best = { correlation: 0, lag: from };
  for (let lag = from; lag <= to; lag += step) {
    const correlation = correlationAt(played, heard, lag);
    if (correlation > best.correlation) best = { correlation, lag };
  }
  return best;
}

function correlationAt(played: Float32Array, heard: Float32Array, lag: number): number {
  const start = Math.floor(lag);
  const part = lag - start;
  let product = 0;
  let playedEnergy = 0;
  let heardEnergy = 0;
  for (let index = 0; index < played.length; index += 1) {
    const a = played[index] ?? 0;
    const b = (heard[start + index] ?? 0) * (1 - part) + (heard[start + index + 1] ?? 0) * part;
    product += a * b;
    playedEnergy += a * a;
    heardEnergy += b * b;
  }
  return product / (Math.sqrt(playedEnergy * heardEnergy) || 1);
}

function summed(samples: Float32Array): Float32Array {
  const sums = new Float32Array(Math.floor(samples.length / COARSE));
  return sums.map((_, index) => samples.subarray(index * COARSE, (index + 1) * COARSE).reduce((a, b) => a + b, 0));
}

/** Several recordings in one. */
export function joined(pieces: readonly Float32Array[]): Float32Array {
  const all = new Float32Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let start = 0;
  for (const piece of pieces) {
    all.set(piece, start);
    start += piece.length;
  }
  return all;
}
