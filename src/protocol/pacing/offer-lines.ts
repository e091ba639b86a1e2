import { textUnits } from '../text-units.ts';
import type { RulesOfPlace } from './pace-rules.ts';
import { changedUnits, hasMoreWords, type PacedLine, type StandingLine } from './paced-line.ts';
import { EMPTY_PLACE, withoutHopeless, type PacedPlace } from './paced-place.ts';

/**
 * The place once all its lines are `lines`, in order. Standing lines change where they stand; new ones wait, for nothing
 * is shown here yet. Lines that are not among them any more are gone.
 */
export function offerLines(
  place: PacedPlace,
  lines: readonly PacedLine[],
  nowMs: number,
  rules: RulesOfPlace,
): PacedPlace {
  const offered = new Map(lines.map((line) => [line.key, line]));
  const changed = changeStanding(place, offered, nowMs);
  const standing = new Set(changed.standing.map(({ key }) => key));
  const known = new Map(place.waiting.map((line) => [line.key, line.arrivedAtMs]));
  const last = new Map(lines.map((line) => [line.sentence, line.key]));
  const wantsIn = ({ key, text, sentence }: PacedLine): boolean => {
    if (standing.has(key)) return false;
    const passed = place.passed.get(key);
    // Somebody else has pushed it away while it was growing.
    return !passed || (last.get(sentence) === key && hasMoreWords(passed.text, text));
  };
  const waiting = lines
    .filter(wantsIn)
    .map((line) => ({ ...line, arrivedAtMs: known.get(line.key) ?? nowMs }))
    .sort((one, other) => one.arrivedAtMs - other.arrivedAtMs);
  const passed = new Map([...place.passed].filter(([key]) => offered.has(key)));
  return withoutHopeless({ ...changed, waiting, passed }, nowMs, rules);
}

/**
 * The place with its newest lines and no others, as a viewer finds it who was away.
 * @param atMs when the newest text came.
 */
export function newestLines(
  { skippedLines }: PacedPlace,
  lines: readonly PacedLine[],
  atMs: number,
  rules: RulesOfPlace,
): PacedPlace {
  const shown = { arrivedAtMs: atMs, shownAtMs: atMs, changedAtMs: atMs, readAtMs: atMs, afterGap: false };
  const { unitsPerSecond } = rules;
  const older = lines.slice(0, -rules.rows);
  return {
    ...EMPTY_PLACE,
    standing: lines.slice(-rules.rows).map((line) => ({ ...line, ...shown, unitsPerSecond })),
    passed: new Map(older.map(({ key, sentence, text }) => [key, { sentence, text }])),
    skippedLines,
  };
}

function changeStanding(place: PacedPlace, offered: ReadonlyMap<string, PacedLine>, nowMs: number): PacedPlace {
  let { allReadAtMs } = place;
  const standing: StandingLine[] = [];
  for (const line of place.standing) {
    const next = offered.get(line.key);
    if (!next) continue;
    if (next.text === line.text) {
      standing.push(next.final === line.final ? line : { ...line, ...next, changedAtMs: nowMs });
      continue;
    }
    const readAtMs = readAgainMs(line, next.text, Math.max(nowMs, allReadAtMs), nowMs);
    allReadAtMs = Math.max(allReadAtMs, readAtMs);
    standing.push({ ...line, ...next, changedAtMs: nowMs, readAtMs });
  }
  return { ...place, standing, allReadAtMs: standing.length === 0 ? nowMs : allReadAtMs };
}

/**
 * When a line is read whose text has become `text`. Words that were replaced before they were read need no time.
 * @param freeAtMs when all that stands is read.
 */
function readAgainMs(line: StandingLine, text: string, freeAtMs: number, nowMs: number): number {
  const { gone, added } = changedUnits(line.text, text);
  const msOf = (units: number): number => (units / line.unitsPerSecond) * 1000;
  const unreadMs = Math.min(msOf(textUnits(line.text)), Math.max(0, line.readAtMs - nowMs));
  return Math.max(nowMs, freeAtMs - Math.min(msOf(gone), unreadMs)) + msOf(added);
}
