import { framesIn } from './frames-in.ts';
import { SyllableWatch } from './syllable-watch.ts';

/** So many frames of speech are averaged: few enough to follow a speaker who leans back, too many for single words. */
const AVERAGE_FRAMES = framesIn(3000);

/** Follows how loud speech is, by the syllables of the last three seconds of it. */
export class SpeechLevel {
  readonly #syllables = new SyllableWatch();
  #power = 0;
  #frames = 0;

  /** RMS level of speech in dBFS; undefined before the first syllable. */
  get dbfs(): number | undefined {
    return this.#frames === 0 ? undefined : 10 * Math.log10(this.#power);
  }

  /** True while the sound stands out from the background. */
  get standsOut(): boolean {
    return this.#syllables.loud;
  }

  /** Adds the RMS level of the next frame, in dBFS. */
  push(frameDbfs: number, backgroundDbfs: number): void {
    const syllable = this.#syllables.push(frameDbfs, backgroundDbfs);
    if (!syllable) return;
    this.#frames = Math.min(AVERAGE_FRAMES, this.#frames + syllable.frames);
    const share = Math.min(1, syllable.frames / this.#frames);
    this.#power += (syllable.power / syllable.frames - this.#power) * share;
  }
}
