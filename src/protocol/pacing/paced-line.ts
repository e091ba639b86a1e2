import { sharedLength, textUnits } from '../text-units.ts';

/** One line of text that wants to be shown. */
export interface PacedLine {
  /** The same as long as it is the same line, also while it grows. */
  readonly key: string;
  /** Names the sentence of which it is a part. In two languages the same sentence has the same name. */
  readonly sentence: string;
  readonly text: string;
  /** True where the sentence does not change any more. */
  readonly final: boolean;
}

/** A line that has not been shown yet. */
export interface WaitingLine extends PacedLine {
  readonly arrivedAtMs: number;
}

/** A line on the screen. */
export interface StandingLine extends WaitingLine {
  readonly shownAtMs: number;
  /** When its text, or whether it is final, has changed last. */
  readonly changedAtMs: number;
  /** When a viewer who reads line after line has read it. */
  readonly readAtMs: number;
  /** Expected reading speed in units a second. */
  readonly unitsPerSecond: number;
  /** True where lines before it had to be left out. */
  readonly afterGap: boolean;
}

/** A line that has left the screen, or was left out. */
export type PassedLine = Pick<PacedLine, 'sentence' | 'text'>;

/** How many units of `before` are gone in `after`, and how many are new in it. */
export function changedUnits(before: string, after: string): { readonly gone: number; readonly added: number } {
  const same = sharedLength(before, after);
  return { gone: textUnits(before.slice(same)), added: textUnits(after.slice(same)) };
}

/** True where `after` says more than `before`: it has more words behind it, or is another text that is longer. */
export function hasMoreWords(before: string, after: string): boolean {
  const { gone, added } = changedUnits(before, after);
  return added > 2 * gone && /[\p{L}\p{N}]/u.test(after.slice(sharedLength(before, after)));
}
