import type { SpokenWord } from '../../../protocol/caption-event.ts';

/** What was said in one go, and when. Times are media time in milliseconds. */
export interface Spoken {
  readonly startMs: number;
  readonly endMs: number;
  /** When its words were spoken; absent where that is not known. */
  readonly words?: readonly SpokenWord[] | undefined;
}

/** When each part of a text is spoken. A translation is as far as the speech, at the same share of its length. */
export interface SpokenTimes {
  /** When what begins at a share of the text, from 0 to 1, begins to be spoken, in milliseconds. */
  startOf(share: number): number;
  /** When what ends there has been spoken. */
  endOf(share: number): number;
}

/** The times of a text by its words, or evenly where these are not known. They never go back. */
export function spokenTimes({ startMs, endMs, words = [] }: Spoken): SpokenTimes {
  const spans = spansOf(words, startMs, endMs);
  const total = spans.at(-1)?.to ?? 0;
  const at = (position: number, span: Span | undefined): number => {
    if (!span) return endMs;
    return span.startMs + ((position - span.from) / (span.to - span.from)) * (span.endMs - span.startMs);
  };
  return {
    startOf: (share) => {
      const position = share * total + TOLERANCE;
      return at(Math.max(position - TOLERANCE, 0), spans[firstIndex(spans, ({ to }) => to > position)]);
    },
    endOf: (share) => {
      const position = share * total - TOLERANCE;
      return at(Math.min(position + TOLERANCE, total), spans[firstIndex(spans, ({ to }) => to >= position)]);
    },
  };
}

/** Shares are fractions, which are not exact. */
const TOLERANCE = 1e-6;

/** A word: its first and last character in the text, and its time. */
interface Span {
  readonly from: number;
  readonly to: number;
  readonly startMs: number;
  readonly endMs: number;
}

function spansOf(words: readonly SpokenWord[], startMs: number, endMs: number): readonly Span[] {
  const spans: Span[] = [];
  let before = startMs;
  for (const word of words) {
    if (word.length <= 0) continue;
    const from = spans.at(-1)?.to ?? 0;
    const begins = clamp(word.startMs, before, endMs);
    before = clamp(word.endMs, begins, endMs);
    spans.push({ from, to: from + word.length, startMs: begins, endMs: before });
  }
  return spans.length > 0 ? spans : [{ from: 0, to: 1, startMs, endMs }];
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), Math.max(least, most));
}

/** Index of the first span of which it holds, or of none: spans are in order. */
function firstIndex(spans: readonly Span[], holds: (span: Span) => boolean): number {
  let [low, high] = [0, spans.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const span = spans[middle];
    if (span && holds(span)) high = middle;
    else low = middle + 1;
  }
  return low;
}
