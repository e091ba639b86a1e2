import { alignWords } from '../../test/support/speech/align-words.ts';
import { comparableWords } from '../../test/support/speech/comparable-words.ts';
import type { Recording, SpokenWord } from '../../test/support/speech/recordings.ts';
import type { ShownView } from './shown-view.ts';

/** When a spoken word was seen; media time in milliseconds, undefined where it never was. */
export interface WordTimes {
  readonly word: SpokenWord;
  readonly shownAtMs: number | undefined;
  readonly settledAtMs: number | undefined;
}

/** A word may be guessed a little before the times of the recording say that it begins. */
const EARLY_MS = 300;

/**
 * For each word of the recording the first view that holds it, and the first that holds it as settled. A view is aligned
 * with what has been said by then.
 */
export function wordTimes({ words, language = 'en' }: Recording, views: readonly ShownView[]): WordTimes[] {
  const spoken = words.flatMap((word, index) =>
    comparableWords(word.text, language).map((text) => ({ text, index, startMs: word.startMs })),
  );
  const firstTimes = (textOf: (view: ShownView) => string): Map<number, number> => {
    const found = new Map<number, number>();
    let before = '';
    for (const view of views) {
      const heard = comparableWords(textOf(view), language);
      const key = heard.join(' ');
      if (key === before) continue;
      before = key;
      const begun = spoken.filter(({ startMs }) => startMs <= view.atMs + EARLY_MS);
      const reference = begun.map(({ text }) => text);
      for (const step of alignWords(reference, heard, { openEnd: true })) {
        const index = step.kind === 'same' ? begun[step.reference]?.index : undefined;
        if (index !== undefined && !found.has(index)) found.set(index, view.atMs);
      }
    }
    return found;
  };
  const shown = firstTimes((view) => view.shown);
  const settled = firstTimes((view) => view.settled);
  return words.map((word, index) => ({ word, shownAtMs: shown.get(index), settledAtMs: settled.get(index) }));
}
