import { firstCaption, wordsFor608 } from './caption-rows.ts';
import { textFor608 } from './characters.ts';

/** No caption stands for less, in milliseconds: it must be found, and read. */
export const LEAST_MS = 1500;

/** How fast captions are read, in characters a second: usually, and where more is waiting than is good. */
const READ_PER_SECOND = 20;
const HURRIED_PER_SECOND = 30;

/** So many waiting characters make a caption hurry. */
const HURRY_ABOVE = 75;

/** So many may wait, which is ten seconds of hurry: then the oldest captions go. */
export const MOST_WAITING = 300;

/** How long a caption stands where nothing follows: at half of the usual speed, and within these bounds. */
const STANDS_MS = { least: 3000, most: 6000 } as const;

/** What one source has said, in the words that still wait. */
interface WaitingCaption {
  readonly sourceId: string;
  readonly words: readonly string[];
}

interface ShownCaption {
  readonly sinceMs: number;
  readonly characters: number;
}

/** Captions in front of a screen that shows one of them at a time. */
export interface PacedCaptions {
  /** Oldest first. */
  readonly waiting: readonly WaitingCaption[];
  /** What is on the screen; undefined where nothing is. */
  readonly shown: ShownCaption | undefined;
}

export const NO_CAPTIONS: PacedCaptions = { waiting: [], shown: undefined };

/** A text that has become final, with where it comes from. */
interface OfferedCaption {
  readonly sourceId: string;
  readonly text: string;
}

/**
 * Puts a text behind those that wait. Where that is too much the oldest ones go.
 * @returns also how many texts are left out for that, or because CEA-608 has no character of them.
 */
export function offerCaption(
  { waiting, shown }: PacedCaptions,
  { sourceId, text }: OfferedCaption,
): { readonly captions: PacedCaptions; readonly skipped: number } {
  const words = wordsFor608(textFor608(text));
  if (words.length === 0) return { captions: { waiting, shown }, skipped: text.trim() === '' ? 0 : 1 };
  const kept = [...waiting, { sourceId, words }];
  let skipped = 0;
  while (kept.length > 1 && charactersOf(kept) > MOST_WAITING) {
    kept.shift();
    skipped += 1;
  }
  const newest = newestWords(words);
  if (kept.length === 1 && newest.length < words.length) {
    return { captions: { waiting: [{ sourceId, words: newest }], shown }, skipped: skipped + 1 };
  }
  return { captions: { waiting: kept, shown }, skipped };
}

/** The words at the end that may wait. */
function newestWords(words: readonly string[]): readonly string[] {
  let first = words.length;
  let characters = 0;
  while (first > 0 && characters + lengthOf(words[first - 1]) <= MOST_WAITING) {
    first -= 1;
    characters += lengthOf(words[first]);
  }
  return words.slice(first);
}

/**
 * What is to happen now: `show` is the text that comes onto the screen, in rows, empty where the screen is to be cleared;
 * undefined where nothing happens.
 * @param nowMs grows from call to call.
 * @param isResting true where nothing is to stay once it has been read.
 */
export function advanceCaptions(
  captions: PacedCaptions,
  nowMs: number,
  isResting: boolean,
): { readonly captions: PacedCaptions; readonly show: string | undefined } {
  const dueMs = nextChangeMs(captions, isResting);
  if (dueMs === undefined || nowMs < dueMs) return { captions, show: undefined };
  const [first, ...others] = captions.waiting;
  if (!first) return { captions: NO_CAPTIONS, show: '' };
  // Sentences of one source share a caption; those of two would read as one.
  const next = others.findIndex(({ sourceId }) => sourceId !== first.sourceId);
  const together = next === -1 ? captions.waiting : captions.waiting.slice(0, next + 1);
  const { rows, taken } = firstCaption(together.flatMap(({ words }) => words));
  const characters = rows.join(' ').length;
  return {
    captions: { waiting: withoutWords(captions.waiting, taken), shown: { sinceMs: nowMs, characters } },
    show: rows.join('\n'),
  };
}

/** When something is to happen next, as far as it is known; undefined where it depends on what is offered. */
export function nextChangeMs({ waiting, shown }: PacedCaptions, isResting: boolean): number | undefined {
  if (!shown) return waiting.length > 0 ? Number.NEGATIVE_INFINITY : undefined;
  const perSecond = charactersOf(waiting) > HURRY_ABOVE ? HURRIED_PER_SECOND : READ_PER_SECOND;
  const readMs = Math.max(LEAST_MS, (shown.characters / perSecond) * 1000);
  if (waiting.length > 0 || isResting) return shown.sinceMs + readMs;
  return shown.sinceMs + Math.min(STANDS_MS.most, Math.max(STANDS_MS.least, 2 * readMs));
}

function withoutWords(waiting: readonly WaitingCaption[], count: number): readonly WaitingCaption[] {
  let left = count;
  return waiting.flatMap(({ sourceId, words }) => {
    const rest = words.slice(left);
    left = Math.max(0, left - words.length);
    return rest.length > 0 ? [{ sourceId, words: rest }] : [];
  });
}

function charactersOf(waiting: readonly WaitingCaption[]): number {
  return waiting.reduce((sum, { words }) => words.reduce((length, word) => length + lengthOf(word), sum), 0);
}

/** With the space behind it. */
function lengthOf(word = ''): number {
  return word.length + 1;
}
