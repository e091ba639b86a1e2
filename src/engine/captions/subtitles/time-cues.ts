import type { PlannedCue } from './plan-cues.ts';
import { GAP_MS, LONGEST_MS, SHORTEST_MS } from './subtitle-rules.ts';

/** One subtitle as it is written. Media time in whole milliseconds. */
export interface SubtitleCue {
  readonly startMs: number;
  readonly endMs: number;
  readonly lines: readonly string[];
}

/** Where there is time, a subtitle stays this much longer than it is read at the greatest speed. */
const AT_EASE = 20 / 17;

/** A subtitle may come so much later than its first word, where the one before it needs the time. In milliseconds. */
const LATEST_MS = 500;

/** A gap that is shorter is closed but for two frames: it would flicker. In milliseconds. */
const FLICKER_MS = 500;

/**
 * Says when a subtitle comes and goes. It never comes before its first word, and is gone before the next one comes. It
 * stays as long as it is read, and a second at least, as far as the next one allows, which may come a little late for it.
 * @param nextStartMs when the first word of the next one is spoken; Infinity behind the last one.
 * @param earliestMs the one before is gone by then.
 */
export function timeCue(
  { startMs: spokenAtMs, spokenEndMs, readMs, lines }: Pick<PlannedCue, 'startMs' | 'spokenEndMs' | 'readMs' | 'lines'>,
  nextStartMs: number,
  earliestMs: number,
): SubtitleCue {
  const startMs = Math.ceil(Math.max(spokenAtMs, earliestMs));
  const neededMs = Math.ceil(Math.max(readMs, SHORTEST_MS));
  const freeMs = nextStartMs - GAP_MS - startMs;
  const easyMs = Math.max(neededMs, readMs * AT_EASE, spokenEndMs - startMs);
  const wishedMs = easyMs < freeMs && freeMs < easyMs + FLICKER_MS ? freeMs : easyMs;
  const possibleMs = Math.max(Math.min(wishedMs, freeMs), Math.min(neededMs, freeMs + LATEST_MS), 1);
  return { startMs, endMs: startMs + Math.floor(Math.min(possibleMs, LONGEST_MS)), lines };
}
