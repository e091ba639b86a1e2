import { FRAME_SAMPLES, msToSamples, samplesToMs, type AudioFrame } from '../audio-frame.ts';
import { Framer } from '../framer.ts';

/** Silence is made in pieces of a second at most. */
const MOST_SILENCE_SAMPLES = 16_000;

/** Frames of a live source, each with the time at which it was captured. Gaps are filled with silence on request. */
export class LiveTimeline {
  readonly #framer = new Framer();
  #samples = 0;
  #endMs: number | undefined;
  #stampedMs = Number.NEGATIVE_INFINITY;

  /** When the last sample that was pushed was captured; undefined before the first. */
  get endMs(): number | undefined {
    return this.#endMs;
  }

  /** The frames that `samples` complete. @param endMs when the last of them was captured, in the engine's clock. */
  *push(samples: Float32Array, endMs: number): Generator<AudioFrame, void, undefined> {
    this.#samples += samples.length;
    this.#endMs = endMs;
    for (const frame of this.#framer.push(samples)) {
      const behindMs = samplesToMs(this.#samples - frame.startSample - FRAME_SAMPLES);
      // Chunks arrive with some jitter; frames that follow each other do not go back in time.
      this.#stampedMs = Math.max(this.#stampedMs, endMs - behindMs);
      yield { ...frame, capturedAtMs: this.#stampedMs };
    }
  }

  /** Silence from the last sample until `untilMs` of the engine's clock, so that media time keeps up with it. */
  *fill(untilMs: number): Generator<AudioFrame, void, undefined> {
    while (this.#endMs !== undefined) {
      const samples = Math.min(MOST_SILENCE_SAMPLES, msToSamples(untilMs - this.#endMs));
      if (samples <= 0) return;
      yield* this.push(new Float32Array(samples), this.#endMs + samplesToMs(samples));
    }
  }
}
