import type { BreakKind } from './break-kind.ts';
import { bestLines, PieceRow, type CueLines } from './cue-lines.ts';
import { GAP_MS, LONGEST_MS, SHORTEST_MS } from './subtitle-rules.ts';
import type { TimedPiece } from './timed-pieces.ts';

/** A subtitle in the making. */
export interface PlannedCue {
  /** Index of its first piece, and of the one behind its last. */
  readonly first: number;
  readonly end: number;
  readonly lines: readonly string[];
  /** When its first word begins and its last one ends, as media time in milliseconds. */
  readonly startMs: number;
  readonly spokenEndMs: number;
  /** How long it is read, in milliseconds. */
  readonly readMs: number;
}

interface PlanOptions {
  /** When the next words are spoken behind these, in milliseconds of media time. */
  readonly nextStartMs: number;
  /** How many lines a subtitle may have. */
  readonly mostLines: number;
}

/** What it costs to end a subtitle in the middle of something. */
const END_COST: Readonly<Record<BreakKind, number>> = {
  caption: 0,
  sentence: 0,
  clause: 15,
  phrase: 45,
  word: 90,
  bound: 180,
  inside: 3000,
};

/** Each subtitle has its price, so that a sentence is not cut without need. */
const CUE_COST = 40;

/** Two captions in one subtitle: only where one of them would be too short or too fast, and better without a pause. */
const JOIN_COST = 60;
const JOIN_PAUSE_COST = 0.15;

/** Too fast to be read, or gone too soon: at once, and for each missing millisecond. */
const HURRY_COST = 60;
const HURRY_COST_PER_MS = 0.25;

/** Standing for too long, for each millisecond. */
const LINGER_COST = 60;
const LINGER_COST_PER_MS = 0.05;

/** A rest of a sentence that is so short looks lost. */
const ORPHAN_UNITS = 16;
const ORPHAN_COST = 70;

/** The best way to show the pieces from some piece on, and the first subtitle of it. */
interface Way {
  readonly cost: number;
  readonly cue: (Omit<PlannedCue, 'lines'> & { readonly laid: CueLines }) | undefined;
}

/**
 * Cuts what is spoken without a long pause into subtitles: at the ends of sentences and clauses, each as long on the screen
 * as it is read. Of all ways it takes the one that costs least.
 */
export function planCues(pieces: readonly TimedPiece[], options: PlanOptions): readonly PlannedCue[] {
  const row = new PieceRow(pieces);
  const best: Way[] = [];
  best[pieces.length] = { cost: 0, cue: undefined };
  for (let first = pieces.length - 1; first >= 0; first -= 1) best[first] = bestFrom(row, first, best, options);
  const cues: PlannedCue[] = [];
  for (let cue = best[0]?.cue; cue; cue = best[cue.end]?.cue) {
    const { laid, ...planned } = cue;
    cues.push({ ...planned, lines: row.lines(cue.first, cue.end, laid) });
  }
  return cues;
}

function bestFrom(row: PieceRow, first: number, best: readonly Way[], options: PlanOptions): Way {
  const { pieces } = row;
  const { mostLines } = options;
  let most = Number.POSITIVE_INFINITY;
  let found: Way = { cost: Number.POSITIVE_INFINITY, cue: undefined };
  const startMs = pieces[first]?.startMs ?? 0;
  let readMs = 0;
  let joinCost = 0;
  for (let end = first + 1; end <= pieces.length; end += 1) {
    const last = pieces[end - 1];
    const before = pieces[end - 2];
    if (!last) break;
    readMs += last.readMs + (end - 1 > first ? last.spaceReadMs : 0);
    if (end - 1 > first && before?.breakAfter === 'caption') {
      joinCost += JOIN_COST + JOIN_PAUSE_COST * Math.max(0, last.startMs - before.endMs);
    }
    most = Math.min(most, last.lineUnits);
    const laid = bestLines(row, { first, end, most, mostLines });
    if (!laid) break;
    const nextMs = pieces[end]?.startMs ?? options.nextStartMs;
    const cost =
      CUE_COST +
      joinCost +
      laid.cost +
      END_COST[last.breakAfter] +
      timeCost({ startMs, spokenEndMs: last.endMs, readMs, nextMs }) +
      (isOrphan(row, first, end) ? ORPHAN_COST : 0) +
      (best[end]?.cost ?? 0);
    if (cost >= found.cost) continue;
    found = { cost, cue: { first, end, laid, startMs, spokenEndMs: last.endMs, readMs } };
  }
  return found;
}

function timeCost({
  startMs,
  spokenEndMs,
  readMs,
  nextMs,
}: {
  startMs: number;
  spokenEndMs: number;
  readMs: number;
  nextMs: number;
}): number {
  const missingMs = Math.max(readMs, SHORTEST_MS) - (nextMs - GAP_MS - startMs);
  const overMs = Math.max(spokenEndMs - startMs, readMs) - LONGEST_MS;
  return (
    (missingMs > 0 ? HURRY_COST + HURRY_COST_PER_MS * missingMs : 0) +
    (overMs > 0 ? LINGER_COST + LINGER_COST_PER_MS * overMs : 0)
  );
}

/** A short part of a caption whose other parts stand elsewhere. */
function isOrphan(row: PieceRow, first: number, end: number): boolean {
  const startsInside = first > 0 && row.pieces[first - 1]?.breakAfter !== 'caption';
  const endsInside = row.pieces[end - 1]?.breakAfter !== 'caption';
  return (startsInside || endsInside) && row.units(first, end) < ORPHAN_UNITS;
}
