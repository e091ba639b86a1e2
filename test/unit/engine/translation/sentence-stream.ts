import { final, partial } from '../../../support/caption-builders.ts';
import type { CaptionEvent } from '../../../../src/protocol/caption-event.ts';

/** An event and when it comes, in milliseconds. */
export interface TimedEvent {
  readonly atMs: number;
  readonly event: CaptionEvent;
}

interface SpokenSentence {
  readonly words: number;
  /** What one of its words takes, in milliseconds. */
  readonly wordMs: number;
}

/** How far the settled text is behind the speaker, in words. */
const UNSETTLED_WORDS = 2;

const WORDS = ['then', 'we', 'opened', 'the', 'old', 'door', 'and', 'found', 'a', 'golden', 'key', 'behind', 'it'];

/**
 * What the recogniser makes of somebody who talks without a pause: a partial every so often, of which all but the last
 * words are settled, and a final at the end of each sentence.
 */
export function sentenceStream(sentences: readonly SpokenSentence[], partialMs: number): TimedEvent[] {
  const events: TimedEvent[] = [];
  let startMs = 0;
  for (const [index, { words, wordMs }] of sentences.entries()) {
    const name = `mic-12.${index + 1}`;
    const text = (count: number): string =>
      Array.from({ length: count }, (_, at) => WORDS[(index + at) % WORDS.length]).join(' ');
    const endMs = startMs + words * wordMs;
    let revision = 0;
    for (let atMs = startMs + partialMs; atMs < endMs; atMs += partialMs) {
      const heard = Math.floor((atMs - startMs) / wordMs);
      events.push({ atMs, event: partial(name, (revision += 1), text(Math.max(0, heard - UNSETTLED_WORDS))) });
    }
    events.push({ atMs: endMs, event: final(name, revision + 1, `${text(words)}.`) });
    startMs = endMs;
  }
  return events;
}
