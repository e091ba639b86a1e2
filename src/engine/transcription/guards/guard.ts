import type { DiscardReason } from '../../../protocol/caption-event.ts';
import type { Hypothesis } from '../recognizer.ts';

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

/** The text may be shown, perhaps shortened; or nothing may be shown, for a reason that is counted. */
export type Verdict =
  { readonly accepted: true; readonly text: string } | { readonly accepted: false; readonly reason: DiscardReason };

/** Gives the reason against the text, or nothing. */
export type Guard = (decode: GuardedDecode) => DiscardReason | undefined;
