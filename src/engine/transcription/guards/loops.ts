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

/** All stretches that follow themselves without anything between, the ones with the most repeated keys first. */
export function longestLoops(keys: readonly string[]): readonly Loop[] {
  const loops: Loop[] = [];
  for (let period = 1; period <= Math.min(LONGEST_PERIOD, keys.length / 2); period += 1) {
    const times = period <= SHORT_PERIOD ? FEWEST_SHORT_TIMES : FEWEST_TIMES;
    for (let start = 0; start + period < keys.length; start += 1) {
      let end = start + period;
      while (end < keys.length && keys[end] === keys[end - period]) end += 1;
      // Six times "no" is no loop of "no no no".
      const isKnown = loops.some((loop) => loop.start <= start && loop.end >= end);
      if (end - start >= period * times && !isKnown) loops.push({ start, period, end });
      // The next loop of this period begins where this one ended at the earliest.
      start = end - period;
    }
  }
  return loops.sort((a, b) => repeated(b) - repeated(a) || a.period - b.period);
}

function repeated({ start, period, end }: Loop): number {
  return end - start - period;
}
