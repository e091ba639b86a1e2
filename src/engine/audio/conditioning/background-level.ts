import { framesIn } from './frames-in.ts';
import { SlidingMinimum } from './sliding-minimum.ts';

/**
 * Nothing counts as quieter than this, in dBFS, so that digital silence before noise does not make the noise look loud.
 */
export const QUIETEST_DBFS = -75;

/** Longer than people speak without a breath or a closed mouth. */
const WINDOW_MS = 4000;

/** Follows the level of the background: the quietest frame of the last four seconds. */
export class BackgroundLevel {
  readonly #minimum = new SlidingMinimum(framesIn(WINDOW_MS));
  #dbfs = QUIETEST_DBFS;

  /** Level of the background in dBFS, `QUIETEST_DBFS` or more. */
  get dbfs(): number {
    return this.#dbfs;
  }

  /** Adds the RMS level of the next frame, in dBFS. */
  push(frameDbfs: number): void {
    this.#dbfs = this.#minimum.push(Math.max(frameDbfs, QUIETEST_DBFS));
  }
}
