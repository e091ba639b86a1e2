import type { GuestRefusalCode } from '../../../protocol/guest-refusal.ts';
import type { EngineOutput } from '../../pipeline/output.ts';

/** The engine listens to the guest. Told before anything that is heard of it. */
interface GuestHeard {
  readonly type: 'heard';
  /** BCP-47 tag of what is taken to be spoken, or `auto`. */
  readonly language: string;
  /** BCP-47 tags of the target languages; absent where they are those of the run. */
  readonly translate?: readonly string[] | undefined;
}

/** What a guest is told. */
export type GuestMessage = GuestHeard | EngineOutput;

/** Why a session has ended. `done`: the guest has said so, and has got all of its captions. */
export type GuestEnd =
  | Extract<GuestRefusalCode, 'replaced' | 'ended' | 'language-unsupported' | 'try-later' | 'going-away' | 'internal'>
  | 'done';

/** One connection of a guest: all that its session knows of the wire. */
export interface GuestTransport {
  /** Tells the guest something. Absent where guests of this wire do not read their captions. */
  send?(message: GuestMessage): void;
  /**
   * Tells why, and ends the connection. Nothing where it has ended already.
   * @param error what has failed, where the guest is ended by that.
   */
  close(why: GuestEnd, error?: unknown): void;
}
