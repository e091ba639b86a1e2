import type { CaptionEvent } from '../../src/protocol/caption-event.ts';

/** What a viewer has before them at some time. */
export interface ShownView {
  /** Media time: milliseconds since the first sample of the recording was captured. */
  readonly atMs: number;
  /** All text so far. */
  readonly shown: string;
  /** Its part of which the program says that it stays. */
  readonly settled: string;
}

/** An event and its media time, in milliseconds. */
export interface TimedEvent {
  readonly event: CaptionEvent;
  readonly atMs: number;
}

/** Events within so many milliseconds reach a page as one picture. */
const ONE_PICTURE_MS = 20;

/** What the source text looked like after each event: all utterances in the order in which they came. */
export function shownViews(events: readonly TimedEvent[]): ShownView[] {
  const cues = new Map<string, { shown: string; settled: string }>();
  const views: ShownView[] = [];
  for (const { event, atMs } of events) {
    if (event.type === 'transcript-partial') {
      cues.set(event.utteranceId, { shown: event.stableText + event.unstableText, settled: event.stableText });
    } else if (event.type === 'transcript-final') {
      cues.set(event.utteranceId, { shown: event.text, settled: event.text });
    } else if (event.type === 'utterance-discard') {
      cues.delete(event.utteranceId);
    } else continue;
    const join = (key: 'shown' | 'settled'): string => [...cues.values()].map((cue) => cue[key]).join(' ');
    const last = views.at(-1);
    if (last && atMs - last.atMs < ONE_PICTURE_MS) views.pop();
    views.push({ atMs, shown: join('shown'), settled: join('settled') });
  }
  return views;
}
