import { comparableWords } from '../../test/support/speech/comparable-words.ts';
import type { Recording } from '../../test/support/speech/recordings.ts';
import type { ShownView } from './shown-view.ts';

/** Pauses between words up to this length are part of speaking, in milliseconds. */
const LONGEST_GAP_MS = 500;

/** Words of a text that were taken back or changed over all views; case and punctuation do not count. */
export function erasedWords(texts: readonly string[], language: string): number {
  let erased = 0;
  let before: readonly string[] = [];
  for (const text of texts) {
    const now = comparableWords(text, language);
    let common = 0;
    while (common < before.length && before[common] === now[common]) common += 1;
    erased += before.length - common;
    before = now;
  }
  return erased;
}

/** The longest time of speech, in milliseconds, during which the text shown did not change. */
export function longestStandstillMs({ words }: Pick<Recording, 'words'>, views: readonly ShownView[]): number {
  const speech = speechSpans(words);
  const changes = views.filter((view, index) => view.shown !== views[index - 1]?.shown).map(({ atMs }) => atMs);
  let longest = 0;
  let fromMs = 0;
  for (const toMs of [...changes, Number.POSITIVE_INFINITY]) {
    const spoken = speech.map(({ startMs, endMs }) => Math.max(0, Math.min(endMs, toMs) - Math.max(startMs, fromMs)));
    longest = Math.max(longest, sum(spoken));
    fromMs = toMs;
  }
  return longest;
}

/** How long is spoken, in milliseconds, with the short pauses between words. */
export function speechMs({ words }: Recording): number {
  return sum(speechSpans(words).map(({ startMs, endMs }) => endMs - startMs));
}

interface Span {
  readonly startMs: number;
  readonly endMs: number;
}

function speechSpans(words: readonly Span[]): Span[] {
  const spans: Span[] = [];
  for (const { startMs, endMs } of words) {
    const last = spans.at(-1);
    if (last && startMs - last.endMs <= LONGEST_GAP_MS) spans[spans.length - 1] = { startMs: last.startMs, endMs };
    else spans.push({ startMs, endMs });
  }
  return spans;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
