import { QUIETEST_DBFS } from './background-level.ts';
import { framesIn } from './frames-in.ts';
import { SlidingMinimum } from './sliding-minimum.ts';

/** No syllable keeps its level longer than this; noise and most music do. */
const LONGEST_MS = 500;

/** Key strokes and clicks are over sooner. */
const SHORTEST_FRAMES = 3;

/** How far a syllable stands out from the background, and from the quietest moment around it, in dB. */
const ABOVE_BACKGROUND_DB = 10;
const ABOVE_GAP_DB = 6;

/** A stretch of sound that rose and fell as a syllable does. */
export interface Syllable {
  readonly frames: number;
  /** Sum over its frames of their mean squared samples. */
  readonly power: number;
}

/**
 * Tells by levels alone what may be speech: it stands out from the background, lasts, and rises and falls. What only
 * rises is a noise that begins.
 */
export class SyllableWatch {
  readonly #gap = new SlidingMinimum(framesIn(LONGEST_MS));
  #frames = 0;
  #power = 0;
  #loudest = QUIETEST_DBFS;

  /** True while the sound stands out. */
  get loud(): boolean {
    return this.#frames > 0;
  }

  /** Adds the RMS level of the next frame, in dBFS; gives the syllable that it ends. */
  push(frameDbfs: number, backgroundDbfs: number): Syllable | undefined {
    const level = Math.max(frameDbfs, QUIETEST_DBFS);
    const gap = this.#gap.push(level);
    if (level > backgroundDbfs + ABOVE_BACKGROUND_DB && level > gap + ABOVE_GAP_DB) {
      this.#frames += 1;
      this.#power += 10 ** (level / 10);
      this.#loudest = Math.max(this.#loudest, level);
      return undefined;
    }
    const ended: Syllable = { frames: this.#frames, power: this.#power };
    const fell = level < this.#loudest - ABOVE_GAP_DB;
    this.#frames = 0;
    this.#power = 0;
    this.#loudest = QUIETEST_DBFS;
    return ended.frames >= SHORTEST_FRAMES && fell ? ended : undefined;
  }
}
