import { cleanLine } from '../../protocol/clean-text.ts';
import { recordedTime, type Recording } from './recording-clock.ts';

/** A place in a session that somebody has marked. */
export interface Chapter {
  /** Milliseconds of the clock that it is on. */
  readonly atMs: number;
  readonly name: string;
}

/** Longer names are no names, in characters. */
const LONGEST_NAME = 200;

/** A name as one line, in which nothing moves a cursor; empty where there is nothing to read in it. */
export function chapterName(text: string): string {
  return Array.from(cleanLine(text).trim()).slice(0, LONGEST_NAME).join('');
}

/** The chapters that a recording holds, on its clock. One of a pause stands where the recording goes on. */
export function chaptersOnClock(
  chapters: readonly Chapter[],
  { spans, overMs = Number.POSITIVE_INFINITY }: Pick<Recording, 'spans'> & Partial<Pick<Recording, 'overMs'>>,
): readonly Chapter[] {
  const beginMs = spans[0]?.startMs ?? Number.POSITIVE_INFINITY;
  return chapters
    .filter(({ atMs }) => atMs >= beginMs && atMs <= overMs)
    .map(({ atMs, name }) => ({ atMs: recordedTime({ spans }, atMs), name }));
}
