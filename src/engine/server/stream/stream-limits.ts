/** What a client may do before it is told to wait, or to go. */
export interface StreamLimits {
  /** The largest message, in bytes. */
  readonly maxMessageBytes: number;
  /** A client must say or send something so soon after it has connected, in milliseconds. */
  readonly firstMessageMs: number;
  /** Without a message or an answer to a ping for so long the connection is dead, in milliseconds. */
  readonly deadMs: number;
  /** A client that answers pings may send no sound for so long, in milliseconds. */
  readonly idleMs: number;
  /** How far a client may be ahead of real time before it is not read for a while, in milliseconds. */
  readonly mostAheadMs: number;
  /** A client that is ahead again and again for so long is sent away, in milliseconds. */
  readonly tooFastMs: number;
  /** How often pings are sent, in milliseconds. */
  readonly pingEveryMs: number;
  /** How often the limits in time are looked at, in milliseconds. */
  readonly checkEveryMs: number;
}

/** Fit for programs that send what is being spoken. */
export const DEFAULT_STREAM_LIMITS: StreamLimits = {
  // Four seconds of floats.
  maxMessageBytes: 262_144,
  firstMessageMs: 10_000,
  deadMs: 30_000,
  idleMs: 300_000,
  mostAheadMs: 10_000,
  tooFastMs: 30_000,
  pingEveryMs: 10_000,
  checkEveryMs: 1000,
};
