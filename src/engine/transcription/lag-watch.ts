/** Finals that come sooner than this are in time again. */
const IN_TIME_MS = 5000;

/** So late, finals have been coming later and later for a while, though what waited was merged. */
const FAR_BEHIND_MS = 60_000;

/** Finds out, once until finals are in time again, that they come later and later. */
export class LagWatch {
  #told = false;

  /** Takes how late the oldest final is, in milliseconds. True where it is time to tell. */
  take(behindMs: number): boolean {
    if (behindMs < IN_TIME_MS) this.#told = false;
    if (this.#told || behindMs <= FAR_BEHIND_MS) return false;
    this.#told = true;
    return true;
  }
}
