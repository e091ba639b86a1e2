import type { TranscriptCue } from '../transcript-format.ts';

/** What was said while somebody else spoke keeps so much time of its own behind that, in milliseconds. */
const KEPT_MS = 2000;

/** Subtitles are never moved further behind the speech than this by those who interrupt each other, in milliseconds. */
const MOST_BEHIND_MS = 5000;

/**
 * Puts captions of several speakers behind each other, since one subtitle stands at a time: what was said at the same time
 * comes after what was finished first.
 */
export class InTurn {
  #freeMs = 0;

  /** The caption at its turn. */
  place(cue: TranscriptCue): TranscriptCue {
    const startMs = Math.max(cue.startMs, this.#freeMs);
    const behindMs = startMs - cue.startMs;
    const keptMs = behindMs > MOST_BEHIND_MS ? 1 : Math.min(cue.endMs - cue.startMs, KEPT_MS);
    const endMs = Math.max(cue.endMs, startMs + keptMs);
    this.#freeMs = endMs;
    return { ...cue, startMs, endMs };
  }

  /** The same once more, which goes its own way from here. */
  copy(): InTurn {
    const copy = new InTurn();
    copy.#freeMs = this.#freeMs;
    return copy;
  }
}
