/** Where a recording lies in the sound that was played, and how alike they are there. */
export interface SoundMatch {
  /** Place in the sound at which the recording begins. */
  readonly lagMs: number;
  /**
   * Correlation of each second in which something is heard, -1 to 1. Each second is matched by itself: a browser on a
   * machine with too much to do loses a few milliseconds now and then, which must not count against what follows.
   */
  readonly correlations: readonly number[];
  /** The middle one of them. */
  readonly correlation: number;
  /** Loudness of the recording against the sound, for the middle one. */
  readonly gainDb: number;
}

const COARSE = 8;
const SECOND = 16_000;
const SHORTEST = SECOND / 2;

/** How far a second may lie from where the whole recording says, in samples. */
const WANDER = SECOND / 2;

/** Below this power a second holds nothing to compare. */
const QUIET = 1e-5;

/** Finds `heard` in `played`, both at 16 kHz; first roughly, then to the sample. */
export function bestMatch(heard: Float32Array, played: Float32Array): SoundMatch {
  const start = loudestSecond(heard);
  const lag = findPart(heard.subarray(start, start + SECOND), played, 0, Number.POSITIVE_INFINITY) - start;
  const seconds: { readonly correlation: number; readonly gainDb: number }[] = [];
  for (let from = 0; from + SHORTEST <= heard.length; from += SECOND) {
    const part = heard.subarray(from, from + SECOND);
    if (dot(part, part) / part.length < QUIET) continue;
    const at = findPart(part, played, from + lag - WANDER, from + lag + WANDER);
    const other = played.subarray(at, at + part.length);
    const product = dot(part, other);
    seconds.push({
      correlation: product / Math.sqrt(dot(part, part) * dot(other, other)),
      gainDb: 20 * Math.log10(product / dot(other, other)),
    });
  }
  const sorted = [...seconds].sort((one, other) => one.correlation - other.correlation);
  const middle = sorted[Math.floor(sorted.length / 2)] ?? { correlation: 0, gainDb: 0 };
  return { lagMs: lag / 16, correlations: seconds.map(({ correlation }) => correlation), ...middle };
}

/** Index in `played` at which `part` lies, within a range. */
function findPart(part: Float32Array, played: Float32Array, from: number, to: number): number {
  const rough = bestLag(thinned(part), thinned(played), Math.floor(from / COARSE), Math.ceil(to / COARSE)) * COARSE;
  return bestLag(part, played, rough - 2 * COARSE, rough + 2 * COARSE);
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
