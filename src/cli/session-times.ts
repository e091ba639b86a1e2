import { clockText, localDate } from '../engine/captions/clock-text.ts';

/** A time in a session, such as `0:01:02`. @param ms in milliseconds. */
export function timeText(ms: number): string {
  return clockText(Math.max(0, Math.floor(ms / 1000)));
}

/** When a session began, in local time, such as `2026-11-27 20:15`. @param startedAt ISO 8601. */
export function dateText(startedAt: string): string {
  const { day, time } = localDate(new Date(startedAt));
  return `${day} ${time.slice(0, 2).join(':')}`;
}
