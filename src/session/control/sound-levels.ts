import { toDecibels } from '../../engine/audio/conditioning/decibels.ts';
import type { CaptureSource } from '../../engine/pipeline/capture-source.ts';
import type { Clock } from '../../engine/pipeline/clock.ts';
import { SILENCE_DB, type SourceLevels } from '../../protocol/control-contract.ts';

/** How often levels are told, in milliseconds. */
const EVERY_MS = 100;

type Listener = (levels: SourceLevels) => void;

/** How loud sources are, for as long as somebody looks. There is no timer: the sound that passes keeps the time. */
export class SoundLevels {
  readonly #clock: Clock;
  readonly #listeners = new Set<Listener>();
  readonly #peaks = new Map<string, number>();
  #toldAtMs = Number.NEGATIVE_INFINITY;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** The same sound, which is measured on its way. @param id of its source. */
  measured(capture: CaptureSource, id: string): CaptureSource {
    const measure = (samples: Float32Array): void => this.#measure(id, samples);
    return {
      get name() {
        return capture.name;
      },
      live: capture.live,
      async *frames(signal) {
        for await (const frame of capture.frames(signal)) {
          measure(frame.samples);
          yield frame;
        }
      },
    };
  }

  /** Tells some times a second how loud it was. Gives back what ends that. */
  watch(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size === 0) this.#peaks.clear();
    };
  }

  #measure(id: string, samples: Float32Array): void {
    if (this.#listeners.size === 0) return;
    let peak = this.#peaks.get(id) ?? 0;
    for (const sample of samples) peak = Math.max(peak, Math.abs(sample));
    this.#peaks.set(id, peak);
    const nowMs = this.#clock.nowMs();
    if (nowMs - this.#toldAtMs < EVERY_MS) return;
    this.#toldAtMs = nowMs;
    const levels = Object.fromEntries([...this.#peaks].map(([source, loudest]) => [source, levelOf(loudest)]));
    this.#peaks.clear();
    for (const listener of this.#listeners) listener(levels);
  }
}

/** Tenths of a decibel are more than anybody sees. */
function levelOf(peak: number): number {
  return peak === 0 ? SILENCE_DB : Math.max(SILENCE_DB, Math.round(toDecibels(peak) * 10) / 10);
}
