/** A run of keys that says one stretch again and again. */
export interface Loop {
  /** Index of its first key. */
  readonly start: number;
  /** Number of keys until it begins again. */
  readonly period: number;
  /** Index behind its last key; the last repeat may have begun only. */
  readonly end: number;
}

/** No decoder was seen to loop in longer stretches, and no sentence is longer. */
const LONGEST_PERIOD = 60;

/** So short stretches occur twice in ordinary sentences ("that that", "I think I think"). */
const SHORT_PERIOD = 2;
const FEWEST_SHORT_TIMES = 3;
const FEWEST_TIMES = 2;

/** A decode that is cut at its limit leaves its last repeat begun: so many keys, and half of the stretch, are enough. */
const FEWEST_BEGUN = 3;

/** All stretches that follow themselves without anything between, the ones with the most repeated keys first. */
export function longestLoops(keys: readonly string[]): readonly Loop[] {
  const loops: Loop[] = [];
  /** By the start of loops, the furthest of their ends. */
  const ends = new Map<number, number>();
  for (let period = 1; period <= Math.min(LONGEST_PERIOD, keys.length - 1); period += 1) {
    let reach = 0;
    let reached = -1;
    for (let start = 0; start + period < keys.length; start += 1) {
      while (reached < start) reach = Math.max(reach, ends.get((reached += 1)) ?? 0);
      let end = start + period;
      while (end < keys.length && isRepeat(keys, end, period)) end += 1;
      const loop = { start, period, end };
      // Six times "no" is no loop of "no no no".
      if (reach < end && isEnough(loop, keys.length)) {
        loops.push(loop);
        ends.set(start, end);
        reach = end;
      }
      // The next loop of this period begins where this one ended at the earliest.
      start = end - period;
    }
  }
  return loops.sort((a, b) => repeated(b) - repeated(a) || a.period - b.period);
}

/** The last word of a text may be cut off itself. */
function isRepeat(keys: readonly string[], index: number, period: number): boolean {
  const key = keys[index] ?? '';
  const before = keys[index - period] ?? '';
  return index === keys.length - 1 && key !== '' ? before.startsWith(key) : key === before;
}

function isEnough(loop: Loop, length: number): boolean {
  const { period, end } = loop;
  if (repeated(loop) >= period * ((period <= SHORT_PERIOD ? FEWEST_SHORT_TIMES : FEWEST_TIMES) - 1)) return true;
  return end === length && repeated(loop) >= Math.max(FEWEST_BEGUN, period / 2);
}

function repeated({ start, period, end }: Loop): number {
  return end - start - period;
}
