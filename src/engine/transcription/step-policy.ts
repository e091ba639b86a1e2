/** Partials come at most this often. */
const SHORTEST_STEP_MS = 200;

/** Decoding partials may take at most half of the time: a game shares the machine. */
const STEP_PER_DECODE = 2;

/**
 * When the next partial may be decoded. The step follows the decode time, so that a slow machine gives fewer partials
 * instead of falling behind; where finals wait, there are none at all.
 */
export class StepPolicy {
  #startedAtMs = Number.NEGATIVE_INFINITY;
  #stepMs = SHORTEST_STEP_MS;

  /** The present step, in milliseconds. */
  get stepMs(): number {
    return this.#stepMs;
  }

  /** True where a partial may begin now. */
  mayStart(nowMs: number): boolean {
    return nowMs - this.#startedAtMs >= this.#stepMs;
  }

  started(nowMs: number): void {
    this.#startedAtMs = nowMs;
  }

  /** @param decodeMs how long the decode took. Rises at once and falls slowly, so that one quick decode does not mislead. */
  ended(decodeMs: number): void {
    const wanted = Math.max(SHORTEST_STEP_MS, STEP_PER_DECODE * decodeMs);
    this.#stepMs = wanted > this.#stepMs ? wanted : (this.#stepMs + wanted) / 2;
  }
}
