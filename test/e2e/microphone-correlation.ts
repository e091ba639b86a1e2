/** Where a recording lies in the sound that was played, and how alike they are there. */
export interface SoundMatch {
  /** Place in the sound at which the recording begins. */
  readonly lagMs: number;
  /**
   * Correlation of each piece in which something is heard, -1 to 1. Each piece is matched by itself: a browser on a
   * machine with too much to do loses a few milliseconds now and then, which must not count against what follows.
   */
  readonly correlations: readonly number[];
  /**
   * A third of them are at least so high. Sound that came whole has 0.99 and more; where the machine is busy, the test
   * device of a browser leaves holes in half of the pieces.
   */
  readonly correlation: number;
  /** Loudness of the recording against the sound, for that piece. */
  readonly gainDb: number;
}

const COARSE = 8;
const SECOND = 16_000;

/** A busy machine may lose a little in every second, and still not in most pieces of this length, in samples. */
const PIECE = SECOND / 4;

/** How far a piece may lie from where the whole recording says, in samples. */
const WANDER = SECOND / 2;

/** Below this power a piece holds nothing to compare. */
const QUIET = 1e-5;

/**
 * Finds `heard` in `played`, both at 16 kHz; first roughly, then to a quarter of a sample.
 * @param piece how much is matched by itself, in samples.
 */
export function bestMatch(heard: Float32Array, played: Float32Array, piece = PIECE): SoundMatch {
  const start = loudestSecond(heard);
  const lag = findPart(heard.subarray(start, start + SECOND), played, 0, Number.POSITIVE_INFINITY) - start;
  const pieces: { readonly correlation: number; readonly gainDb: number }[] = [];
  for (let from = 0; from + piece / 2 <= heard.length; from += piece) {
    const part = heard.subarray(from, from + piece);
    if (dot(part, part) / part.length < QUIET) continue;
    const other = likest(part, played, findPart(part, played, from + lag - WANDER, from + lag + WANDER));
    const product = dot(part, other);
    pieces.push({
      correlation: product / Math.sqrt(dot(part, part) * dot(other, other)),
      gainDb: 20 * Math.log10(product / dot(other, other)),
    });
  }
  const sorted = [...pieces].sort((one, other) => other.correlation - one.correlation);
  const good = sorted[Math.floor(sorted.length / 3)] ?? { correlation: 0, gainDb: 0 };
  return { lagMs: lag / 16, correlations: pieces.map(({ correlation }) => correlation), ...good };
}

/** Index in `played` at which `part` lies, within a range. */
function findPart(part: Float32Array, played: Float32Array, from: number, to: number): number {
  const rough = bestLag(thinned(part), thinned(played), Math.floor(from / COARSE), Math.ceil(to / COARSE)) * COARSE;
  return bestLag(part, played, rough - 2 * COARSE, rough + 2 * COARSE);
}

/**
 * The part of `played` that is most like `part`, around an index and between its samples: the device, the browser and the
 * page begin anywhere in a sample, and a third of one is much for high sounds.
 */
function likest(part: Float32Array, played: Float32Array, at: number): Float32Array {
  const shifted = [-0.75, -0.5, -0.25, 0, 0.25, 0.5, 0.75].map((shift) =>
    part.map((_, index) => {
      const place = at + index + shift;
      const before = Math.floor(place);
      return (played[before] ?? 0) * (before + 1 - place) + (played[before + 1] ?? 0) * (place - before);
    }),
  );
  const likeness = (other: Float32Array): number => dot(part, other) / Math.sqrt(dot(other, other) + 1e-9);
  return shifted.reduce((best, other) => (likeness(other) > likeness(best) ? other : best));
}

function bestLag(probe: Float32Array, played: Float32Array, from: number, to: number): number {
  let best = { lag: 0, score: -1 };
  for (let lag = Math.max(0, from); lag <= Math.min(to, played.length - probe.length); lag += 1) {
    const part = played.subarray(lag, lag + probe.length);
    const score = dot(probe, part) / Math.sqrt(dot(part, part) + 1e-9);
    if (score > best.score) best = { lag, score };
  }
  return best.lag;
}

function loudestSecond(sound: Float32Array): number {
  let best = { start: 0, power: -1 };
  for (let start = 0; start + 16_000 <= sound.length; start += 4000) {
    const part = sound.subarray(start, start + 16_000);
    const power = dot(part, part);
    if (power > best.power) best = { start, power };
  }
  return best.start;
}

function thinned(sound: Float32Array): Float32Array {
  return Float32Array.from({ length: Math.floor(sound.length / COARSE) }, (_, index) => {
    let sum = 0;
    for (let offset = 0; offset < COARSE; offset += 1) sum += sound[index * COARSE + offset]!;
    return sum / COARSE;
  });
}

function dot(one: Float32Array, other: Float32Array): number {
  let sum = 0;
  for (let index = 0; index < one.length; index += 1) sum += one[index]! * other[index]!;
  return sum;
}
