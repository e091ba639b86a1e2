/** A final that is so late already is not made later by a second look at its sound, nor by partials and guesses. */
const LATE_MS = 5000;

/** The shortest window of models that read one is Whisper's, 30 s; it needs silence at its end. */
const WINDOW_MS = 28_000;

/**
 * Where a window of sound is decoded in less time than it lasts, a final waits for two such decodes at most: the one that
 * runs, and its own. Where it waits longer, captions come later and later.
 */
const MOST_BEHIND_MS = 60_000;

/** What a source may still have of its recogniser. */
export interface Allowance {
  /** Decodes that only better a text, or show it sooner: partials, decodes in a pause, second ones. */
  readonly extras: boolean;
  /** Waiting utterances of so much sound in all may be decoded as one, in milliseconds. */
  readonly maxMergedMs: number;
}

/** By how late the oldest final is. All in milliseconds. */
interface Lateness {
  readonly behindMs: number;
  readonly maxUtteranceMs: number;
  /** How much sound the recogniser can take at once on this machine. */
  readonly longestSoundMs: number;
}

/** Finds out, once until finals are in time again, that the lag has no bound. */
export class LagWatch {
  #told = false;

  /** Takes how late the oldest final is, in milliseconds. True where it is time to tell. */
  take(behindMs: number): boolean {
    if (behindMs < LATE_MS) this.#told = false;
    if (this.#told || behindMs <= MOST_BEHIND_MS) return false;
    this.#told = true;
    return true;
  }
}

/**
 * On time, waiting utterances are merged up to the length of one: short captions are better to read. Late, as much is
 * decoded at once as a window holds, and once only: what a decode costs beside its sound is then paid most seldom.
 */
export function allowanceOf({ behindMs, maxUtteranceMs, longestSoundMs }: Lateness): Allowance {
  if (behindMs < LATE_MS) return { extras: true, maxMergedMs: maxUtteranceMs };
  return { extras: false, maxMergedMs: Math.max(maxUtteranceMs, Math.min(WINDOW_MS, longestSoundMs)) };
}
