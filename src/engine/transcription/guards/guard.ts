import type { DiscardReason } from '../../../protocol/caption-event.ts';
import type { CutReason } from '../../../protocol/discards.ts';
import type { Hypothesis } from '../recognizer.ts';
import type { TimedToken } from '../text/timed-tokens.ts';

/** What a guard may look at. */
export interface GuardedDecode {
  readonly hypothesis: Hypothesis;
  /** BCP-47 tag of the spoken language. */
  readonly language: string;
  /** Length of the decoded audio, in milliseconds. */
  readonly audioMs: number;
  /** How much of it was speech, in milliseconds. */
  readonly speechMs: number;
  /** Loudest 100 ms of it, as root mean square. */
  readonly loudness: number;
  /** The utterance was cut for its length, so its last sentence goes on. */
  readonly cut: boolean;
}

/** The text may be shown, perhaps shortened; or nothing may be shown. The reasons are counted. */
export type Verdict =
  | { readonly accepted: true; readonly text: string; readonly cuts: readonly CutReason[] }
  | { readonly accepted: false; readonly reason: DiscardReason };

/** Looks at the sound alone, and gives the reason against any text of it, or nothing. */
export type SoundGuard = (decode: GuardedDecode) => DiscardReason | undefined;

/** Looks at the text: gives it back whole or with words left out, or the reason against all of it. Adds nothing. */
export type TextGuard = (text: GuardedText, decode: GuardedDecode) => GuardedText | DiscardReason;

/** A text in the unit of its language, with the times of its words where the recogniser gave them. */
export interface GuardedText {
  readonly tokens: readonly TimedToken[];
}
