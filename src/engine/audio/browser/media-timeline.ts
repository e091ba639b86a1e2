import { FRAME_SAMPLES, samplesToMs, type AudioFrame } from '../audio-frame.ts';

const FRAME_MS = samplesToMs(FRAME_SAMPLES);

/**
 * How long a missing frame may still come, in milliseconds: as long as a page keeps its sound, and the time that it
 * needs to send it. After that there is silence in its place.
 */
export const HOLD_MS = 5500;

/** A frame this far from where the wall clock expects it, in milliseconds, comes from a page whose clock was set. */
const MOST_AHEAD_MS = 2000;
const MOST_BEHIND_MS = HOLD_MS + 3000;

/** How much slower than the engine's clock that of a sound card may run. */
const CLOCK_DRIFT = 0.0002;

/** What became of a frame that arrived. `late`: silence had to take its place before it came. */
export type Arrival = 'taken' | 'duplicate' | 'late';

/**
 * Puts the frames of one page on one media time that follows the wall clock: gaps become silence, frames that come twice
 * are left out, and frames that were held up on the way are stamped with the time at which they were captured.
 */
export class MediaTimeline {
  readonly #emit: (frame: AudioFrame) => void;
  /** Index of the frame that comes next. */
  #next = 0;
  /** Number on the page of the frame with index 0. */
  #pageStart: number | undefined;
  #newestPageFrame = -1;
  /** Engine time of media time 0, for the fastest way that a frame has had. */
  #startMs = 0;
  /** The same, but each frame moves it by its own length at most: leaps of a page add up to no lead. */
  #trustedStartMs = 0;
  #updatedMs = 0;
  #silentFrames = 0;

  /** @param emit gets every frame, in order and without a gap. */
  constructor(emit: (frame: AudioFrame) => void) {
    this.#emit = emit;
  }

  /** Number on the page of the newest frame that has arrived. */
  get newestPageFrame(): number | undefined {
    return this.#pageStart === undefined ? undefined : this.#newestPageFrame;
  }

  /** How many frames were replaced by silence. */
  get silentFrames(): number {
    return this.#silentFrames;
  }

  /**
   * Takes a frame of the page.
   * @param pageFrame its number on the page.
   * @param nowMs the engine's clock.
   */
  accept(pageFrame: number, samples: Float32Array, nowMs: number): Arrival {
    if (this.#pageStart === undefined) {
      this.#pageStart = pageFrame;
      this.#startMs = nowMs - FRAME_MS;
      this.#trustedStartMs = this.#startMs;
      this.#updatedMs = nowMs;
    }
    let index = pageFrame - this.#pageStart;
    const mostAhead = (nowMs - this.#trustedStartMs + MOST_AHEAD_MS) / FRAME_MS;
    const isAhead = index > Math.max(this.#next, mostAhead);
    const isBehind = index < this.#next - MOST_BEHIND_MS / FRAME_MS;
    if (isAhead || isBehind) {
      index = Math.max(this.#next, this.#completeFrames(nowMs));
      this.#pageStart = pageFrame - index;
    } else if (pageFrame <= this.#newestPageFrame) {
      return 'duplicate';
    }
    this.#newestPageFrame = pageFrame;
    if (index < this.#next) return 'late';
    this.#fillUpTo(index);
    this.#followClock(index, nowMs);
    this.#emitNext(samples);
    return 'taken';
  }

  /** Puts silence in the place of everything that cannot come any more. */
  fill(nowMs: number): void {
    if (this.#pageStart !== undefined) this.#fillUpTo(this.#completeFrames(nowMs - HOLD_MS));
  }

  /** How many frames of media time are over. */
  #completeFrames(nowMs: number): number {
    return Math.floor((nowMs - this.#startMs) / FRAME_MS);
  }

  #fillUpTo(index: number): void {
    while (this.#next < index) {
      this.#silentFrames += 1;
      this.#emitNext(new Float32Array(FRAME_SAMPLES));
    }
  }

  #emitNext(samples: Float32Array): void {
    const startSample = this.#next * FRAME_SAMPLES;
    this.#next += 1;
    this.#emit({ samples, startSample, capturedAtMs: this.#startMs + this.#next * FRAME_MS });
  }

  /** The frame with the fastest way shows when frames are captured; the sound card's clock may be the slower one. */
  #followClock(index: number, nowMs: number): void {
    const drift = (nowMs - this.#updatedMs) * CLOCK_DRIFT;
    const startMs = nowMs - (index + 1) * FRAME_MS;
    this.#startMs = Math.min(this.#startMs + drift, startMs);
    this.#trustedStartMs = Math.min(this.#trustedStartMs + drift, Math.max(startMs, this.#trustedStartMs - FRAME_MS));
    this.#updatedMs = nowMs;
  }
}
