import { newestLines, offerLines } from './offer-lines.ts';
import { LEAST_STAY_MS, type PaceRules, type RulesOfPlace } from './pace-rules.ts';
import type { PacedLine, StandingLine } from './paced-line.ts';
import { EMPTY_PLACE, nextRollMs, roll, withoutLines, type PacedPlace } from './paced-place.ts';
import { hasLeft, mainOpensMs, sourceOpensMs } from './sentence-pairs.ts';

/** A line whose sentence never becomes final leaves after this time without a change, in milliseconds. */
const LOST_SENTENCE_MS = 10_000;

/** A screen at a moment. Outputs with one language use `main` only. */
export interface PacedScreen {
  readonly main: PacedPlace;
  /** What was said, beside its translation in `main`: the same sentence stands in both. */
  readonly source: PacedPlace;
  /** The moment, in milliseconds of the clock of all its times. */
  readonly atMs: number;
}

/** The lines that a screen should show. */
export interface ScreenLines {
  readonly main: readonly PacedLine[];
  readonly source: readonly PacedLine[];
}

/** Something that happens by itself: a line comes in, lines of the source leave, or all leave. */
type Move =
  | { readonly type: 'roll'; readonly place: keyof ScreenLines; readonly atMs: number }
  | { readonly type: 'leave'; readonly key: string; readonly atMs: number }
  | { readonly type: 'clear'; readonly atMs: number };

/** A screen that has shown nothing yet. */
export const EMPTY_SCREEN: PacedScreen = { main: EMPTY_PLACE, source: EMPTY_PLACE, atMs: Number.NEGATIVE_INFINITY };

/** The screen at a later moment. Whatever was due until then has happened at its own time. */
export function advanceScreen(screen: PacedScreen, nowMs: number, rules: PaceRules): PacedScreen {
  let now = screen;
  for (let move = nextMove(now, rules); move.atMs <= nowMs; move = nextMove(now, rules)) now = moved(now, move, rules);
  return { ...now, atMs: Math.max(now.atMs, nowMs) };
}

/** When the screen changes next by itself. Infinite where it does not. */
export function nextChangeMs(screen: PacedScreen, rules: PaceRules): number {
  return nextMove(screen, rules).atMs;
}

/** The screen once its lines are `lines`: what waited before, and these, are shown as soon as the rules let them. */
export function offerScreen(screen: PacedScreen, lines: ScreenLines, nowMs: number, rules: PaceRules): PacedScreen {
  const before = advanceScreen(screen, nowMs, rules);
  const offered = {
    main: offerLines(before.main, lines.main, nowMs, rulesOf('main', rules)),
    source: offerLines(before.source, lines.source, nowMs, rulesOf('source', rules)),
    atMs: before.atMs,
  };
  return advanceScreen(offered, nowMs, rules);
}

/**
 * The screen with the newest lines and no others, without a backlog.
 * @param atMs when the newest text came.
 */
export function newestScreen(screen: PacedScreen, lines: ScreenLines, atMs: number, rules: PaceRules): PacedScreen {
  const main = newestLines(screen.main, lines.main, atMs, rulesOf('main', rules));
  const visible = new Set(main.standing.map(({ sentence }) => sentence));
  const isPaired = ({ sentence }: PacedLine): boolean => visible.size === 0 || visible.has(sentence);
  const source = newestLines(screen.source, lines.source.filter(isPaired), atMs, rulesOf('source', rules));
  // What was said before that would come as something new with the next text.
  const left = new Set([...main.passed.values()].map(({ sentence }) => sentence));
  const first = lines.source.findIndex(isPaired);
  const older = lines.source.filter((line, index) => !isPaired(line) && (index < first || left.has(line.sentence)));
  const passed = older.map(({ key, sentence, text }) => [key, { sentence, text }] as const);
  return { main, source: { ...source, passed: new Map([...passed, ...source.passed]) }, atMs };
}

function rulesOf(place: keyof ScreenLines, rules: PaceRules): RulesOfPlace {
  const { unitsPerSecond, maxLagMs } = rules;
  return { ...rules[place], unitsPerSecond, maxLagMs };
}

function nextMove(screen: PacedScreen, rules: PaceRules): Move {
  const { main, source } = screen;
  const mainRules = rulesOf('main', rules);
  const sourceRules = rulesOf('source', rules);
  const moves: Move[] = [
    { type: 'roll', place: 'main', atMs: nextRollMs(main, mainRules, mainOpensMs(screen, mainRules, sourceRules)) },
    { type: 'roll', place: 'source', atMs: nextRollMs(source, sourceRules, sourceOpensMs(screen)) },
    ...source.standing
      .filter(({ sentence, final }) => final && hasLeft(main, sentence))
      .map(({ key, shownAtMs }): Move => ({ type: 'leave', key, atMs: shownAtMs + LEAST_STAY_MS })),
    { type: 'clear', atMs: clearMs(screen, rules) },
  ];
  const next = moves.reduce((one, other) => (other.atMs < one.atMs ? other : one));
  return { ...next, atMs: Math.max(next.atMs, screen.atMs) };
}

function moved(screen: PacedScreen, move: Move, rules: PaceRules): PacedScreen {
  const { atMs } = move;
  switch (move.type) {
    case 'roll':
      return { ...screen, [move.place]: roll(screen[move.place], atMs, rulesOf(move.place, rules)), atMs };
    case 'leave':
      return { ...screen, source: withoutLines(screen.source, ({ key }) => key === move.key), atMs };
    case 'clear':
      return { main: withoutLines(screen.main, () => true), source: withoutLines(screen.source, () => true), atMs };
  }
}

/** All lines leave together, so that nothing that is being read moves into a gap. */
function clearMs({ main, source }: PacedScreen, rules: PaceRules): number {
  const standing = [...main.standing, ...source.standing];
  if (standing.length === 0 || main.waiting.length + source.waiting.length > 0) return Number.POSITIVE_INFINITY;
  return Math.max(...standing.map((line) => endMs(line, rules)));
}

function endMs({ final, shownAtMs, changedAtMs, readAtMs }: StandingLine, { holdMs }: PaceRules): number {
  if (!final) return changedAtMs + Math.max(LOST_SENTENCE_MS, holdMs);
  return Math.max(changedAtMs + holdMs, readAtMs, shownAtMs + LEAST_STAY_MS);
}
