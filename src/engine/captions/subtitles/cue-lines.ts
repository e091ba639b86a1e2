import type { BreakKind } from './break-kind.ts';
import type { TimedPiece } from './timed-pieces.ts';

/** How some pieces are laid in lines. */
export interface CueLines {
  /** Index of the piece that begins the second line; that behind the last one where there is one line. */
  readonly at: number;
  readonly cost: number;
}

/** Pieces in their order, and how wide they are together. */
export class PieceRow {
  readonly pieces: readonly TimedPiece[];
  /** Width of all before each piece, each with the space before it. */
  readonly #before: readonly number[];

  constructor(pieces: readonly TimedPiece[]) {
    this.pieces = pieces;
    let units = 0;
    this.#before = [0, ...pieces.map((piece) => (units += piece.units + piece.spaceUnits))];
  }

  /** Width of some pieces in one line, in units. @param end index behind the last one. */
  units(first: number, end: number): number {
    if (end <= first) return 0;
    return (this.#before[end] ?? 0) - (this.#before[first] ?? 0) - (this.pieces[first]?.spaceUnits ?? 0);
  }

  /** The pieces in one line. */
  text(first: number, end: number): string {
    return this.pieces
      .slice(first, end)
      .map(({ text, space }, index) => (index === 0 ? text : space + text))
      .join('');
  }

  /** The pieces in the lines that were found for them. */
  lines(first: number, end: number, { at }: CueLines): readonly string[] {
    return at === end ? [this.text(first, end)] : [this.text(first, at), this.text(at, end)];
  }
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
 * Undefined where they do not fit. @param end index behind the last piece. @param most width of a line in units.
 */
export function bestLines(
  row: PieceRow,
  { first, end, most, mostLines }: { first: number; end: number; most: number; mostLines: number },
): CueLines | undefined {
  const total = row.units(first, end);
  if (total <= most) return { at: end, cost: 0 };
  // The space between two lines is not shown.
  if (mostLines < 2 || total > 2 * most + 1) return undefined;
  let found: CueLines | undefined;
  for (let at = first + 1; at < end; at += 1) {
    const [upper, lower] = [row.units(first, at), row.units(at, end)];
    if (upper > most) break;
    if (lower > most) continue;
    const breakCost = BREAK_COST[row.pieces[at - 1]?.breakAfter ?? 'word'];
    const isLonely = (at === first + 1 && upper < LONELY_UNITS) || (at === end - 1 && lower < LONELY_UNITS);
    const cost = LINE_COST + breakCost + unevenCost(upper, lower) + (isLonely ? LONELY_COST : 0);
    if (!found || cost < found.cost) found = { at, cost };
  }
  return found;
}

function unevenCost(upper: number, lower: number): number {
  return UNEVEN_COST * Math.abs(upper - lower) + (upper > lower ? TOP_HEAVY_COST : 0);
}
