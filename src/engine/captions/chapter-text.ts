import { jsonText } from '../json-text.ts';
import type { Chapter } from './chapter.ts';
import { clockText, padded } from './clock-text.ts';
import { formatCue, transcriptHeader } from './transcript-format.ts';

/** Formats in which chapters can be written: lines as YouTube takes them, WebVTT, JSON lines. */
export const CHAPTER_FORMATS = ['txt', 'vtt', 'jsonl'] as const;

export type ChapterFormat = (typeof CHAPTER_FORMATS)[number];

/** What comes before the first chapter is one too: YouTube wants one at 00:00. */
const START = 'Start';

/** What YouTube wants before it shows chapters. */
const FEWEST = 3;
const SHORTEST_MS = 10_000;

/** Chapters as the text of a file. @param lengthMs where the last one ends, in milliseconds. */
export function chapterText(chapters: readonly Chapter[], format: ChapterFormat, lengthMs: number): string {
  const all = fromStart(chapters);
  switch (format) {
    case 'txt':
      return all.map(({ atMs, name }) => `${shortTime(atMs)} ${name}\n`).join('');
    case 'vtt': {
      const cues = all.map(({ atMs, name }, index) => {
        const endMs = all[index + 1]?.atMs ?? Math.max(lengthMs, atMs + 1);
        return formatCue('vtt', { startMs: atMs, endMs }, index + 1, [name]);
      });
      return transcriptHeader('vtt') + cues.join('');
    }
    case 'jsonl':
      return chapters.map(({ atMs, name }) => `${jsonText({ startMs: atMs, name })}\n`).join('');
  }
}

/** Why YouTube shows none of them, as the rest of a sentence; undefined where it does. */
export function whyNotOnYouTube(chapters: readonly Chapter[]): string | undefined {
  const all = fromStart(chapters);
  if (all.length < FEWEST) return `it wants ${FEWEST} at least, with the one at 00:00`;
  const isShort = all.some(({ atMs }, index) => (all[index + 1]?.atMs ?? Infinity) - atMs < SHORTEST_MS);
  return isShort ? `it wants each to last ${SHORTEST_MS / 1000} seconds` : undefined;
}

/** In their order, from the first second on; of several in one second the last. */
function fromStart(chapters: readonly Chapter[]): readonly Chapter[] {
  const inOrder = chapters.toSorted((one, other) => one.atMs - other.atMs);
  const isCovered = inOrder.some(({ atMs }) => secondOf(atMs) === 0);
  const all = isCovered || inOrder.length === 0 ? inOrder : [{ atMs: 0, name: START }, ...inOrder];
  return all
    .filter(({ atMs }, index) => secondOf(atMs) !== secondOf(all[index + 1]?.atMs ?? Infinity))
    .map((chapter, index) => (index === 0 ? { ...chapter, atMs: 0 } : chapter));
}

function secondOf(ms: number): number {
  return Math.floor(Math.max(0, ms) / 1000);
}

/** `01:02`, and `1:00:02` behind the first hour. */
function shortTime(ms: number): string {
  const seconds = secondOf(ms);
  return seconds < 3600 ? `${padded(Math.floor(seconds / 60), 2)}:${padded(seconds % 60, 2)}` : clockText(seconds);
}
