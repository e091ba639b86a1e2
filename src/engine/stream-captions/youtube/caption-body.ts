import type { TimedCue } from './timed-cues.ts';

/** The one place on the picture and the one row of captions that YouTube knows by name. */
const PLACE = 'region:reg1#cue1';

const STAMP = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{1,6}Z?$/u;

/**
 * Cues as YouTube takes them: a line with a time of UTC and the place, and a line of text. Empty without cues, which is a
 * sign of life. @param cues at times of the server.
 */
export function captionBody(cues: readonly TimedCue[]): string {
  return cues.map(({ atMs, lines }) => `${stampOf(atMs)} ${PLACE}\n${lines.map(plain).join('<br>')}\n`).join('');
}

/** The time that a server answers, in milliseconds; undefined where it answers something else. */
export function serverTime(answer: string): number | undefined {
  const stamp = answer.trim();
  if (!STAMP.test(stamp)) return undefined;
  const timeMs = Date.parse(stamp.endsWith('Z') ? stamp : `${stamp}Z`);
  return Number.isFinite(timeMs) ? timeMs : undefined;
}

function stampOf(timeMs: number): string {
  return new Date(timeMs).toISOString().slice(0, -1);
}

/** YouTube reads marks such as `<br>`: what was said has none. */
function plain(line: string): string {
  return line.replaceAll('<', '‹').replaceAll('>', '›');
}
