import { WIRE_FRAME_MS, WIRE_FRAME_SAMPLES } from '../../../protocol/audio-contract.ts';

/** Behind the clock by more than this, in milliseconds, sound is missing: the browser was stopped, or slept. */
const GAP_MS = 500;

const FULL_SCALE = 32_768;

/** One frame as it is sent, with what the level meter needs. */
export interface CapturedFrame {
  /** Frames since 1970 by the clock of this device, growing from frame to frame. A step above one is a gap. */
  readonly frame: number;
  readonly samples: Int16Array;
  /** Loudest sample, 0 to 1. */
  readonly peak: number;
}

/** Cuts 16 kHz sound into frames, and numbers them by the clock, so that sound that is missing leaves a gap. */
export class FrameCutter {
  #current = new Int16Array(WIRE_FRAME_SAMPLES);
  #filled = 0;
  #peak = 0;
  #frame: number | undefined;

  /**
   * The frames that `samples` complete.
   * @param nowMs time of the newest sample, in milliseconds since 1970.
   */
  push(samples: Float32Array, nowMs: number): CapturedFrame[] {
    this.#frame ??= Math.floor(nowMs / WIRE_FRAME_MS);
    const frames: CapturedFrame[] = [];
    for (const sample of samples) {
      this.#peak = Math.max(this.#peak, Math.abs(sample));
      const scaled = Math.round(sample * FULL_SCALE);
      this.#current[this.#filled] = Math.max(-FULL_SCALE, Math.min(FULL_SCALE - 1, scaled));
      this.#filled += 1;
      if (this.#filled === WIRE_FRAME_SAMPLES) frames.push(this.#take(this.#frame, nowMs));
    }
    return frames;
  }

  #take(next: number, nowMs: number): CapturedFrame {
    const byClock = Math.floor(nowMs / WIRE_FRAME_MS) - 1;
    const frame = byClock - (this.#frame ?? next) > GAP_MS / WIRE_FRAME_MS ? byClock : (this.#frame ?? next);
    const taken = { frame, samples: this.#current, peak: Math.min(1, this.#peak) };
    this.#frame = frame + 1;
    this.#current = new Int16Array(WIRE_FRAME_SAMPLES);
    this.#filled = 0;
    this.#peak = 0;
    return taken;
  }
}
