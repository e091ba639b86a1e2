import type { DiscardReason } from './caption-event.ts';
import type { Counters } from './counter-name.ts';

/** How often utterances ended without a caption for one reason. */
export interface DiscardCount {
  readonly reason: DiscardReason;
  /** The reason in a few words, such as `no words in it`. */
  readonly label: string;
  readonly count: number;
}

/** Why a part of a text was left out of its caption. */
export type CutReason = 'remark' | 'wrong-script' | 'repetition' | 'impossible-speed';

/** How often finals were shortened for one reason. */
export interface CutCount {
  readonly reason: CutReason;
  /** What was left out, in a few words, such as `looping text`. */
  readonly label: string;
  readonly count: number;
}

const DISCARD_LABELS: Readonly<Record<DiscardReason, string>> = {
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

const CUT_LABELS: Readonly<Record<CutReason, string>> = {
  remark: 'remarks about sounds',
  'wrong-script': 'words in the script of another language',
  repetition: 'looping text',
  'impossible-speed': 'more words than the sound can hold',
};

/** What the status counts of discards, the most frequent reason first. @param counters of `EngineStatus`. */
export function discardCounts(counters: Counters): readonly DiscardCount[] {
  return counted(DISCARD_LABELS, (reason) => counters[`discarded-${reason}`]);
}

/** What the status counts of shortened finals, the most frequent reason first. @param counters of `EngineStatus`. */
export function cutCounts(counters: Counters): readonly CutCount[] {
  return counted(CUT_LABELS, (reason) => counters[`finals-shortened-${reason}`]);
}

function counted<Reason extends string>(
  labels: Readonly<Record<Reason, string>>,
  countOf: (reason: Reason) => number | undefined,
) {
  return (Object.keys(labels) as Reason[])
    .map((reason) => ({ reason, label: labels[reason], count: countOf(reason) ?? 0 }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count);
}
