import { textUnits } from '../text-units.ts';
import { LEAST_STAY_MS, readingSpeed, rollStepMs, type RulesOfPlace } from './pace-rules.ts';
import type { PassedLine, StandingLine, WaitingLine } from './paced-line.ts';

/** One place of a screen. All times are in milliseconds of one clock. */
export interface PacedPlace {
  /** From top to bottom. */
  readonly standing: readonly StandingLine[];
  /** In the order in which they come in. */
  readonly waiting: readonly WaitingLine[];
  /** By key; only lines that are still offered. */
  readonly passed: ReadonlyMap<string, PassedLine>;
  /** When a line has last pushed another one away, and how often that was. */
  readonly rolledAtMs: number;
  readonly rolls: number;
  /** When a viewer who reads line after line has read all that stands here. */
  readonly allReadAtMs: number;
  /** Lines that were left out, since the beginning. */
  readonly skippedLines: number;
  /** True where lines were left out before the next one. */
  readonly gap: boolean;
}

/** A place that has shown nothing yet. */
export const EMPTY_PLACE: PacedPlace = {
  standing: [],
  waiting: [],
  passed: new Map(),
  rolledAtMs: Number.NEGATIVE_INFINITY,
  rolls: 0,
  allReadAtMs: Number.NEGATIVE_INFINITY,
  skippedLines: 0,
  gap: false,
};

/** When the next waiting line may come in at the earliest: nothing is shown for less than its least stay. */
function earliestRollMs({ standing, waiting, rolledAtMs }: PacedPlace, rules: RulesOfPlace): number {
  const arrivedAtMs = waiting[0]?.arrivedAtMs ?? Number.POSITIVE_INFINITY;
  const top = standing[0];
  if (!top || standing.length < rules.rows) return arrivedAtMs;
  return Math.max(arrivedAtMs, top.shownAtMs + LEAST_STAY_MS, rolledAtMs + rollStepMs(rules));
}

/** When the next waiting line may come in without pushing away one that has not been read. */
export function easyRollMs(place: PacedPlace, rules: RulesOfPlace): number {
  const earliestMs = earliestRollMs(place, rules);
  const top = place.standing[0];
  return top && place.standing.length >= rules.rows ? Math.max(earliestMs, top.readAtMs) : earliestMs;
}

/** When the next waiting line must come in, so that it and all behind it are within the longest lag. */
function latestRollMs({ waiting }: PacedPlace, rules: RulesOfPlace): number {
  const stepMs = rollStepMs(rules);
  return Math.min(...waiting.map(({ arrivedAtMs }, index) => arrivedAtMs + rules.maxLagMs - index * stepMs));
}

/**
 * When the next waiting line comes in. Infinite where none waits.
 * @param openAtMs when something outside of this place lets it in; it does not wait for that beyond the longest lag.
 */
export function nextRollMs(place: PacedPlace, rules: RulesOfPlace, openAtMs: number): number {
  if (place.waiting.length === 0) return Number.POSITIVE_INFINITY;
  const easyMs = Math.max(easyRollMs(place, rules), openAtMs);
  return Math.max(earliestRollMs(place, rules), Math.min(easyMs, latestRollMs(place, rules)));
}

/** The place after the first waiting line has come in. The top line leaves where there is no room. */
export function roll(place: PacedPlace, atMs: number, rules: RulesOfPlace): PacedPlace {
  const [line, ...waiting] = place.waiting;
  if (!line) return place;
  const hasRoom = place.standing.length < rules.rows;
  const { standing, allReadAtMs, passed } = hasRoom ? place : withoutTop(place, atMs);
  const unitsPerSecond = readingSpeed(atMs - line.arrivedAtMs, rules);
  const readAtMs = Math.max(allReadAtMs, atMs) + (textUnits(line.text) / unitsPerSecond) * 1000;
  const shown: StandingLine = {
    ...line,
    shownAtMs: atMs,
    changedAtMs: atMs,
    readAtMs,
    unitsPerSecond,
    afterGap: place.gap,
  };
  const own = standing.map(({ sentence }) => sentence).lastIndexOf(line.sentence);
  const index = own === -1 ? standing.length : own + 1;
  return {
    ...place,
    standing: [...standing.slice(0, index), shown, ...standing.slice(index)],
    waiting,
    passed,
    rolledAtMs: hasRoom ? place.rolledAtMs : atMs,
    rolls: hasRoom ? place.rolls : place.rolls + 1,
    allReadAtMs: readAtMs,
    gap: false,
  };
}

/** Without the top line. A viewer who has not read it goes on with the lines after it. */
function withoutTop(place: PacedPlace, atMs: number): Pick<PacedPlace, 'standing' | 'allReadAtMs' | 'passed'> {
  const [top, ...rest] = place.standing;
  if (!top) return place;
  const unreadMs = Math.max(0, top.readAtMs - atMs);
  const sooner = (readAtMs: number): number => (readAtMs > top.readAtMs ? readAtMs - unreadMs : readAtMs);
  return {
    standing: rest.map((line) => ({ ...line, readAtMs: sooner(line.readAtMs) })),
    allReadAtMs: Math.max(atMs, place.allReadAtMs - unreadMs),
    passed: new Map([...place.passed, [top.key, { sentence: top.sentence, text: top.text }]]),
  };
}

/** Without the lines of which `leaves` is true; they do not come back. */
export function withoutLines(place: PacedPlace, leaves: (line: StandingLine) => boolean): PacedPlace {
  const gone = place.standing.filter(leaves);
  if (gone.length === 0) return place;
  const passed = gone.map(({ key, sentence, text }) => [key, { sentence, text }] as const);
  return {
    ...place,
    standing: place.standing.filter((line) => !leaves(line)),
    passed: new Map([...place.passed, ...passed]),
  };
}

/**
 * Without the oldest waiting lines, as many as the longest lag leaves no time for. Only where more comes than one line in
 * each `rollStepMs`, which nobody could read.
 */
export function withoutHopeless(place: PacedPlace, nowMs: number, rules: RulesOfPlace): PacedPlace {
  let rest = place;
  while (rest.waiting.length > 1 && isHopeless(rest, nowMs, rules)) {
    const [line, ...waiting] = rest.waiting;
    if (!line) break;
    const passed = new Map([...rest.passed, [line.key, { sentence: line.sentence, text: line.text }]]);
    rest = { ...rest, waiting, passed, gap: true, skippedLines: rest.skippedLines + 1 };
  }
  return rest;
}

/** Sums of times are off by much less than this, in milliseconds. */
const ROUNDING_MS = 0.001;

/** True where some waiting line would be too late, even if all came in as fast as they may. */
function isHopeless({ standing, waiting, rolledAtMs }: PacedPlace, nowMs: number, rules: RulesOfPlace): boolean {
  const shownAtMs = standing.map((line) => line.shownAtMs);
  let freeAtMs = rolledAtMs + rollStepMs(rules);
  return waiting.some(({ arrivedAtMs }) => {
    let atMs = Math.max(nowMs, arrivedAtMs);
    if (shownAtMs.length >= rules.rows) {
      atMs = Math.max(atMs, freeAtMs, (shownAtMs.shift() ?? 0) + LEAST_STAY_MS);
      freeAtMs = atMs + rollStepMs(rules);
    }
    shownAtMs.push(atMs);
    return atMs > arrivedAtMs + rules.maxLagMs + ROUNDING_MS;
  });
}
