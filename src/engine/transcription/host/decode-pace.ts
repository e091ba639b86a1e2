import { median } from '../median.ts';

/** How long one decode took, and of how much sound. */
interface MeasuredDecode {
  readonly audioMs: number;
  readonly tookMs: number;
}

/** So many of the newest decodes tell how fast a host is: enough to pass over one that was odd. */
const REMEMBERED = 6;

/** Loading onto a GPU, compiling its programs and a model that is far too large: all of it comes with the first decode. */
const FIRST_LIMIT_MS = 60_000;

/** No answer after this, or after five times the sound, means that the process hangs, whatever was measured. */
const SHORTEST_LIMIT_MS = 10_000;
const LIMIT_PER_AUDIO = 5;

/** A game may begin in the middle: a host that takes so many times as long as lately is slow, and does not hang. */
const PATIENCE = 4;

/** A decode that was given up too early gets so many times as long in its next try. */
const MORE_PATIENCE = 4;

const LONGEST_LIMIT_MS = 180_000;

/** Whisper reads the same window for any sound; a longer text alone makes a decode longer, by at most about this. */
const MOST_FOR_LONGER_SOUND = 3;

/** How fast one host decodes, by its newest decodes. */
export class DecodePace {
  #measured: readonly MeasuredDecode[] = [];

  /** A decode ended, or was given up, after so many milliseconds. */
  add(audioMs: number, tookMs: number): void {
    this.#measured = [...this.#measured, { audioMs, tookMs }].slice(-REMEMBERED);
  }

  /** How long a decode usually takes now, in milliseconds; 0 where nothing is known. */
  get usualMs(): number {
    return median(this.#measured.map(({ tookMs }) => tookMs)) ?? 0;
  }

  /**
   * After how many milliseconds without an answer a decode of `audioMs` of sound is taken for hung. A host that is merely
   * slow, by what it did before, gets its time.
   * @param attempt counts the tries of this decode from 1.
   */
  limitMs(audioMs: number, attempt: number): number {
    const known = this.#measured.map(({ audioMs: heardMs, tookMs }) => {
      const longer = Math.min(MOST_FOR_LONGER_SOUND, Math.max(1, audioMs / Math.max(1, heardMs)));
      return PATIENCE * tookMs * longer;
    });
    const firstMs = this.#measured.length === 0 ? FIRST_LIMIT_MS : 0;
    const limitMs = Math.max(SHORTEST_LIMIT_MS, LIMIT_PER_AUDIO * audioMs, firstMs, ...known);
    return Math.min(LONGEST_LIMIT_MS, limitMs * MORE_PATIENCE ** (attempt - 1));
  }
}
