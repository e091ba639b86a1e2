/** Clocks drift by less than this between two answers, in milliseconds. */
const JUMP_MS = 5000;

/** An answer that was longer on its way says too little about the time of the server, in milliseconds. */
const LONGEST_WAY_MS = 2000;

/** What a post has told of the time of the server. */
interface ToldTime {
  /** On the engine's clock. */
  readonly sentMs: number;
  readonly gotMs: number;
  /** UTC by the server, in milliseconds. */
  readonly serverMs: number;
}

/**
 * The time of a server, as its answers tell it. A time that is far from what was known so far is believed once a second
 * answer says the same, so that a single wrong one moves no caption.
 */
export class ServerClock {
  #aheadMs: number;
  #doubtfulMs: number | undefined;

  /** @param aheadMs what is added to the engine's clock for UTC, by this computer. */
  constructor(aheadMs: number) {
    this.#aheadMs = aheadMs;
  }

  /** UTC by the server, in milliseconds. @param engineMs on the engine's clock. */
  at(engineMs: number): number {
    return engineMs + this.#aheadMs;
  }

  /** Whether the newest answer was too far from the others to be believed. */
  get isInDoubt(): boolean {
    return this.#doubtfulMs !== undefined;
  }

  /** Takes the time of an answer. */
  take({ sentMs, gotMs, serverMs }: ToldTime): void {
    if (gotMs - sentMs > LONGEST_WAY_MS) return;
    const aheadMs = serverMs - (sentMs + gotMs) / 2;
    const isNear = (other: number): boolean => Math.abs(aheadMs - other) <= JUMP_MS;
    if (isNear(this.#aheadMs) || (this.#doubtfulMs !== undefined && isNear(this.#doubtfulMs))) {
      this.#aheadMs = aheadMs;
      this.#doubtfulMs = undefined;
    } else this.#doubtfulMs = aheadMs;
  }
}
