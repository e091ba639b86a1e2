import { WIRE_FRAME_MS } from '../../../protocol/audio-contract.ts';

/** The quietest sound that the meter shows, in decibels below full scale. */
const METER_FLOOR_DB = -60;

/** Below this peak there is no sound at all, not even the noise of a microphone. */
const NOTHING = 0.0002;
const NOTHING_FOR_MS = 5000;

const CLIPPED = 0.995;
/** So many clipped frames of those of the last two seconds are too many. */
const MOST_CLIPPED_FRAMES = 4;
const CLIPPED_WITHIN_MS = 2000;

/** What is wrong with the level, where something is. */
export type LevelProblem = 'no-sound' | 'too-loud' | undefined;

/** Where the meter stands for a peak of 0 to 1: 0 to 1, evenly in decibels. */
export function meterPosition(peak: number): number {
  if (peak <= 0) return 0;
  return Math.max(0, Math.min(1, 1 - (20 * Math.log10(peak)) / METER_FLOOR_DB));
}

/** Watches the peaks of frames for what a speaker should know. */
export class LevelWatch {
  #frame = 0;
  #lastSound = 0;
  readonly #clipped: number[] = [];

  /** The problem after a further frame with this peak. */
  next(peak: number): LevelProblem {
    this.#frame += 1;
    if (peak > NOTHING) this.#lastSound = this.#frame;
    if (peak >= CLIPPED) this.#clipped.push(this.#frame);
    while ((this.#clipped[0] ?? this.#frame) < this.#frame - CLIPPED_WITHIN_MS / WIRE_FRAME_MS) this.#clipped.shift();
    if (this.#clipped.length >= MOST_CLIPPED_FRAMES) return 'too-loud';
    return (this.#frame - this.#lastSound) * WIRE_FRAME_MS >= NOTHING_FOR_MS ? 'no-sound' : undefined;
  }

  /** Forgets what was: the speaker was muted. */
  reset(): void {
    this.#lastSound = this.#frame;
    this.#clipped.length = 0;
  }
}
