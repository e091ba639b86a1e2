import type { UtteranceId } from '../protocol/caption-event.ts';
import type { ShownText } from './cue-text.ts';
import { textUnits } from './text-units.ts';

/** A text keeps its place for at least this long, in milliseconds, and waits as long for that of another one. */
export const LEAST_SHOWN_MS = 1000;

/** A final stays long enough to read this many units in a second (what Netflix asks of its subtitles). */
const READ_UNITS_PER_SECOND = 17;

/** A partial that hears nothing more for this long, in milliseconds, will never be final: the engine is gone. */
const LOST_PARTIAL_MS = 10_000;

/** Where a text comes with more lines than there are, they roll in one after the other in this time, in milliseconds. */
const ROLL_STEP_MS = 1200;

/** No line waits longer than this to roll in, in milliseconds. */
const LONGEST_ROLL_MS = 4000;

/** A text of a cue with the times at which it came to this page, in milliseconds of the page's clock. */
export interface TimedText {
  readonly utteranceId: UtteranceId;
  readonly shown: ShownText;
  readonly arrivedAtMs: number;
  readonly changedAtMs: number;
}

/** The texts now, each with the times that it had before. */
export function retime(
  before: readonly TimedText[],
  texts: readonly (readonly [UtteranceId, ShownText])[],
  times: Pick<TimedText, 'arrivedAtMs' | 'changedAtMs'>,
): readonly TimedText[] {
  return texts.map(([utteranceId, shown]) => {
    const known = before.find((text) => text.utteranceId === utteranceId);
    if (!known) return { utteranceId, shown, ...times };
    if (isSame(known.shown, shown)) return known;
    return { utteranceId, shown, arrivedAtMs: known.arrivedAtMs, changedAtMs: times.changedAtMs };
  });
}

function isSame(one: ShownText, other: ShownText): boolean {
  return one.text === other.text && one.final === other.final && one.stableLength === other.stableLength;
}

/** When the text goes away if nothing follows it. */
export function expiresAtMs({ shown, changedAtMs }: TimedText, holdMs: number): number {
  if (!shown.final) return changedAtMs + Math.max(LOST_PARTIAL_MS, holdMs);
  const readMs = (textUnits(shown.text) / READ_UNITS_PER_SECOND) * 1000;
  return changedAtMs + Math.max(LEAST_SHOWN_MS, holdMs, Math.min(readMs, LOST_PARTIAL_MS));
}

/**
 * The texts that may be on the screen, oldest first: the newest living one, and those before it that it followed
 * without a pause. They go away together, so that nothing that is being read moves into a gap.
 */
export function livingTexts(texts: readonly TimedText[], nowMs: number, holdMs: number): readonly TimedText[] {
  const living: TimedText[] = [];
  for (const text of [...texts].reverse()) {
    const next = living[0];
    const livesUntilMs = expiresAtMs(text, holdMs);
    if (next ? livesUntilMs > next.arrivedAtMs : livesUntilMs > nowMs) living.unshift(text);
    else if (next) break;
  }
  return living;
}

/**
 * The living texts without those that must wait a moment, because they would push away a text that came less than
 * `LEAST_SHOWN_MS` ago. None waits longer than that, so that no backlog can grow.
 * @param linesOf how many lines a text takes.
 * @param lines how many lines there are.
 */
export function admittedTexts(
  living: readonly TimedText[],
  nowMs: number,
  linesOf: (text: TimedText) => number,
  lines: number,
): readonly TimedText[] {
  const newest = living.at(-1);
  if (!newest || nowMs >= newest.arrivedAtMs + LEAST_SHOWN_MS) return living;
  const others = living.slice(0, -1);
  let below = 0;
  for (const other of [...others].reverse()) {
    const own = linesOf(other);
    const before = Math.min(own, Math.max(0, lines - below));
    const after = Math.min(own, Math.max(0, lines - below - linesOf(newest)));
    if (after < before && nowMs < other.arrivedAtMs + LEAST_SHOWN_MS)
      return admittedTexts(others, nowMs, linesOf, lines);
    below += own;
  }
  return living;
}

/** When the living texts change next by themselves: the newest expires, or one that had to wait comes in. */
export function textChangesMs(
  living: readonly TimedText[],
  admitted: readonly TimedText[],
  holdMs: number,
): readonly number[] {
  const expiries = living.slice(-1).map((text) => expiresAtMs(text, holdMs));
  const admissions = living.length > admitted.length ? living.map((text) => text.arrivedAtMs + LEAST_SHOWN_MS) : [];
  return [...expiries, ...admissions];
}

/**
 * When each line of a text may be shown. Lines that come one by one are shown at once; of those that come together
 * the first ones get their time before the next ones push them away.
 * @param count how many lines the text has now.
 * @param before what this gave for the text as it was before. Empty for a new one.
 * @param lines how many lines there are on the screen.
 */
export function rollInTimesMs(
  { arrivedAtMs, changedAtMs }: Pick<TimedText, 'arrivedAtMs' | 'changedAtMs'>,
  count: number,
  before: readonly number[],
  lines: number,
): readonly number[] {
  const bornAtMs = before.length === 0 ? arrivedAtMs : changedAtMs;
  const times: number[] = [];
  for (let line = 0; line < count; line += 1) {
    const rollsAtMs = line < lines ? bornAtMs : Math.max(bornAtMs, (times[line - 1] ?? 0) + ROLL_STEP_MS);
    times.push(before[line] ?? Math.min(rollsAtMs, bornAtMs + LONGEST_ROLL_MS));
  }
  return times;
}
