import { rootMeanSquare, type AudioFrame } from '../audio/audio-frame.ts';

/** So many frames of 32 ms are about 100 ms. */
const WINDOW_FRAMES = 3;

/** Follows the loudest 100 ms of an utterance. */
export class LoudnessMeter {
  readonly #window: number[] = [];
  #loudest = 0;

  /** Root mean square of the loudest 100 ms so far. */
  get loudest(): number {
    return this.#loudest;
  }

  push(frame: AudioFrame): void {
    this.#window.push(rootMeanSquare(frame.samples) ** 2);
    if (this.#window.length > WINDOW_FRAMES) this.#window.shift();
    const power = this.#window.reduce((sum, value) => sum + value, 0) / this.#window.length;
    this.#loudest = Math.max(this.#loudest, Math.sqrt(power));
  }
}
