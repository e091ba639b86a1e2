import type { CaptureSource } from '../pipeline/capture-source.ts';
import { samplesToMs, type AudioFrame } from './audio-frame.ts';

/**
 * Sound comes so much later than it was made, at most, in milliseconds: through a sound server, a slow microphone, the net.
 * What is made while the gate is closed must not come through just after it has opened.
 */
const UNDERWAY_MS = 300;

/** As many as a streamer makes in the time for which sound may wait. */
const MOST_KEPT = 64;

/** Since when it is open, or closed. */
interface Turn {
  readonly atMs: number;
  readonly isOpen: boolean;
}

/**
 * Makes silence of the sound of some times, before anything listens to it. What was said before is heard to its end, and
 * media time goes on. The time of the sound counts, not the moment at which somebody gets to it.
 */
export class SoundGate {
  /** Oldest first, at least one. */
  #turns: readonly Turn[];

  constructor(isOpen: boolean) {
    this.#turns = [{ atMs: Number.NEGATIVE_INFINITY, isOpen }];
  }

  /** Whether sound that is made now comes through. */
  get isOpen(): boolean {
    return this.#turns.at(-1)?.isOpen === true;
  }

  /** Opens or closes it. @param atMs when, on the engine's clock. */
  set(isOpen: boolean, atMs: number): void {
    if (this.isOpen === isOpen) return;
    this.#turns = [...this.#turns, { atMs, isOpen }].slice(-MOST_KEPT);
  }

  /** The frame itself, or silence where the gate was closed in any of it, or shortly before. */
  through(frame: AudioFrame): AudioFrame {
    const endMs = frame.capturedAtMs;
    const beginMs = endMs - samplesToMs(frame.samples.length) - UNDERWAY_MS;
    return this.#wasOpen(beginMs, endMs) ? frame : { ...frame, samples: new Float32Array(frame.samples.length) };
  }

  #wasOpen(beginMs: number, endMs: number): boolean {
    const [first] = this.#turns;
    if (first && first.atMs > beginMs) return false;
    // A turn lasts until the next one.
    return this.#turns.every(
      ({ isOpen, atMs }, index) => isOpen || atMs >= endMs || (this.#turns[index + 1]?.atMs ?? endMs) <= beginMs,
    );
  }
}

/** A source of which only what comes through a gate is heard. */
export function gatedCapture(capture: CaptureSource, gate: SoundGate): CaptureSource {
  return {
    get name() {
      return capture.name;
    },
    live: capture.live,
    async *frames(signal) {
      for await (const frame of capture.frames(signal)) yield gate.through(frame);
    },
  };
}
