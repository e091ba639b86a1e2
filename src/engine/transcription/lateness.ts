/** A final that is so late already is not made later by a second look at its sound, nor by partials and guesses. */
const LATE_MS = 5000;

/** So late, finals have been coming later and later for a while, and more work cannot be left out. */
const FAR_BEHIND_MS = 60_000;

/**
 * True where nothing is decoded any more that only betters a text, or shows it sooner: partials, decodes in a pause, second
 * ones.
 * @param behindMs how late the oldest final is, in milliseconds.
 */
export function isLate(behindMs: number): boolean {
  return behindMs >= LATE_MS;
}

/** Finds out, once until finals are in time again, that they come later and later. */
export class LagWatch {
  #told = false;

  /** Takes how late the oldest final is, in milliseconds. True where it is time to tell. */
  take(behindMs: number): boolean {
    if (!isLate(behindMs)) this.#told = false;
    if (this.#told || behindMs <= FAR_BEHIND_MS) return false;
    this.#told = true;
    return true;
  }
}
