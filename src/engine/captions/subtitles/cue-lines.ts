import type { BreakKind } from './break-kind.ts';
import type { TimedPiece } from './timed-pieces.ts';

/** The lines of a subtitle, and what their breaks cost. */
interface CueLines {
  readonly lines: readonly string[];
  readonly cost: number;
}

/** What it costs to break a line in the middle of something. */
const BREAK_COST: Readonly<Record<BreakKind, number>> = {
  caption: 0,
  sentence: 0,
  clause: 3,
  phrase: 8,
  word: 20,
  bound: 60,
  inside: 1000,
};

/** A second line hides more of the picture. */
const LINE_COST = 8;

/** For each unit by which the lines differ; a little more where the upper one is the longer one. */
const UNEVEN_COST = 0.6;
const TOP_HEAVY_COST = 4;

/** A short word alone in a line. */
const LONELY_UNITS = 6;
const LONELY_COST = 25;

/**
 * The best way to lay some pieces in one line, or in two where one is too narrow: broken at sense, and about even.
 * Undefined where they do not fit. @param end index behind the last piece.
 */
export function bestLines(
  pieces: readonly TimedPiece[],
  first: number,
  end: number,
  mostLines: number,
): CueLines | undefined {
  const inLine = pieces.slice(first, end);
  const most = Math.min(...inLine.map((piece) => piece.lineUnits));
  const total = unitsOf(inLine);
  if (total <= most) return { lines: [lineOf(inLine)], cost: 0 };
  // A line has a place for one piece at least, since none is wider.
  if (mostLines < 2 || total > 2 * most + 1) return undefined;
  let found: { at: number; cost: number } | undefined;
  let upper = 0;
  for (let at = 1; at < inLine.length; at += 1) {
    const [last, next] = [inLine[at - 1], inLine[at]];
    if (!last || !next) break;
    upper += last.units + (at === 1 ? 0 : last.spaceUnits);
    const lower = total - upper - next.spaceUnits;
    if (upper > most) break;
    if (lower > most) continue;
    const cost = LINE_COST + BREAK_COST[last.breakAfter] + unevenCost(upper, lower) + lonelyCost(inLine, at);
    if (!found || cost < found.cost) found = { at, cost };
  }
  if (!found) return undefined;
  return { lines: [lineOf(inLine.slice(0, found.at)), lineOf(inLine.slice(found.at))], cost: found.cost };
}

function unevenCost(upper: number, lower: number): number {
  return UNEVEN_COST * Math.abs(upper - lower) + (upper > lower ? TOP_HEAVY_COST : 0);
}

function lonelyCost(pieces: readonly TimedPiece[], at: number): number {
  const isLonely = (line: readonly TimedPiece[]): boolean => line.length === 1 && unitsOf(line) < LONELY_UNITS;
  return isLonely(pieces.slice(0, at)) || isLonely(pieces.slice(at)) ? LONELY_COST : 0;
}

function unitsOf(pieces: readonly TimedPiece[]): number {
  return pieces.reduce((sum, { units, spaceUnits }, index) => sum + units + (index === 0 ? 0 : spaceUnits), 0);
}

function lineOf(pieces: readonly TimedPiece[]): string {
  return pieces.map(({ text, space }, index) => (index === 0 ? text : space + text)).join('');
}
