import { sharedLength } from '../../src/protocol/text-units.ts';

/** The lines of a page at some time, in milliseconds of media time. */
export interface PagePicture {
  readonly atMs: number;
  readonly lines: readonly PageLine[];
}

/** A line, as long as the page keeps it. */
export interface PageLine {
  readonly id: number;
  /** BCP-47 tag of its text. */
  readonly language: string;
  readonly text: string;
}

/** What became of the characters of one language. */
export interface Reading {
  readonly characters: number;
  /** Characters that a viewer could read before they vanished. */
  readonly read: number;
  /** The fastest line, in characters a second of its stay. */
  readonly fastest: number;
}

interface ShownLine {
  text: string;
  /** When each character came, or was last changed. */
  cameMs: readonly number[];
  readonly firstMs: number;
  goneMs: number;
}

/**
 * A viewer reads the lines of one language in their order, at a steady speed. A character that is not there yet is waited
 * for; one that vanishes before its turn is lost, and the viewer goes on with the next line.
 */
export function readPage(pictures: readonly PagePicture[], language: string, charactersPerSecond: number): Reading {
  const perCharacterMs = 1000 / charactersPerSecond;
  let nowMs = 0;
  let read = 0;
  const lines = shownLines(pictures, language);
  for (const { cameMs, goneMs } of lines) {
    for (const cameAtMs of cameMs) {
      const doneMs = Math.max(nowMs, cameAtMs) + perCharacterMs;
      if (doneMs > goneMs) break;
      nowMs = doneMs;
      read += 1;
    }
  }
  const speeds = lines.map(({ text, firstMs, goneMs }) => (1000 * text.length) / Math.max(1, goneMs - firstMs));
  return {
    characters: lines.reduce((sum, { text }) => sum + text.length, 0),
    read,
    fastest: Math.max(0, ...speeds),
  };
}

/** The text of one language at each change of it. */
export function pageTexts(pictures: readonly PagePicture[], language: string): { atMs: number; text: string }[] {
  const texts = pictures.map(({ atMs, lines }) => ({
    atMs,
    text: lines.flatMap((line) => (line.language === language ? [line.text] : [])).join('\n'),
  }));
  return texts.filter(({ text }, index) => text !== (texts[index - 1]?.text ?? ''));
}

/** All lines that were ever shown, in order of their coming, each with its last text. */
function shownLines(pictures: readonly PagePicture[], language: string): ShownLine[] {
  const lines = new Map<number, ShownLine>();
  const open = new Set<ShownLine>();
  for (const { atMs, lines: now } of pictures) {
    const ids = new Map(now.filter((line) => line.language === language).map(({ id, text }) => [id, text]));
    for (const [id, line] of lines) {
      if (open.has(line) && !ids.has(id)) {
        line.goneMs = atMs;
        open.delete(line);
      }
    }
    for (const [id, text] of ids) {
      const line = lines.get(id) ?? { text: '', cameMs: [], firstMs: atMs, goneMs: Number.POSITIVE_INFINITY };
      if (line.text !== text) {
        const same = sharedLength(line.text, text);
        line.cameMs = Array.from({ length: text.length }, (_, index) =>
          index < same ? (line.cameMs[index] ?? atMs) : atMs,
        );
        line.text = text;
      }
      lines.set(id, line);
      open.add(line);
    }
  }
  return [...lines.values()];
}
