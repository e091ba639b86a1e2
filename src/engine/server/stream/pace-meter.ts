/** A client that was cut off, or sent nothing, may catch up on so much time, in milliseconds. */
const MOST_CREDIT_MS = 60_000;

/** Compares the sound that a client has sent with the time that has passed. */
export class PaceMeter {
  #creditMs = 0;
  #atMs: number;

  constructor(nowMs: number) {
    this.#atMs = nowMs;
  }

  /** Counts `soundMs` of sound. Gives back how far the client is ahead of real time, in milliseconds; at most 0 else. */
  take(soundMs: number, nowMs: number): number {
    const rested = Math.min(MOST_CREDIT_MS, this.#creditMs + nowMs - this.#atMs);
    this.#creditMs = Math.max(this.#creditMs, rested) - soundMs;
    this.#atMs = nowMs;
    return -this.#creditMs;
  }

  /** All time since the last sound counts, however long it was: the client was kept waiting. */
  excuse(nowMs: number): void {
    this.#creditMs += nowMs - this.#atMs;
    this.#atMs = nowMs;
  }
}
