import type { DiscardReason } from './caption-event.ts';

/** How often utterances ended without a caption for one reason. */
export interface DiscardCount {
  readonly reason: DiscardReason;
  /** The reason in a few words, such as `no words in it`. */
  readonly label: string;
  readonly count: number;
}

const LABELS: Readonly<Record<DiscardReason, string>> = {
  'too-short': 'too short',
  'too-quiet': 'too quiet',
  'no-speech': 'no speech in it',
  'no-text': 'no words in it',
  'runaway-decode': 'endless text',
  repetition: 'looping text',
  'impossible-speed': 'more words than the sound can hold',
  'known-phrase': 'a phrase that models invent',
  'wrong-script': 'script of another language',
  merged: 'shown with the one before',
  failed: 'not recognised',
};

const REASONS = Object.keys(LABELS) as readonly DiscardReason[];

/** What the status counts of discards, the most frequent reason first. @param counters of `EngineStatus`. */
export function discardCounts(counters: Readonly<Record<string, number>>): readonly DiscardCount[] {
  return REASONS.map((reason) => ({ reason, label: LABELS[reason], count: counters[`discarded-${reason}`] ?? 0 }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count);
}
