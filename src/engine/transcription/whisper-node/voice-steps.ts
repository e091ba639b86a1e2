import { SAMPLE_RATE, rootMeanSquare } from '../../audio/audio-frame.ts';

/** Length of a step in milliseconds. */
export const STEP_MS = 20;

const STEP_SAMPLES = (SAMPLE_RATE / 1000) * STEP_MS;

/** A step is voice where it is louder than this part of the way from the quiet to the loud steps, in decibels. */
const VOICE_LEVEL = 0.5;
const QUIET_SHARE = 0.05;

/** Which steps of a sound hold voice, judged by the sound alone. */
export class VoiceSteps {
  /** Number of whole steps. */
  readonly length: number;
  readonly #voice: readonly boolean[];
  /** Steps of voice before each step. */
  readonly #before: readonly number[];
  /** Where the pause that begins at a step ends; the step itself where none begins. */
  readonly #pauseEnds: readonly number[];

  /** @param samples mono samples at 16 kHz. */
  constructor(samples: Float32Array) {
    this.length = Math.floor(samples.length / STEP_SAMPLES);
    const levels = Array.from({ length: this.length }, (_, step) => levelOf(samples, step));
    const sorted = levels.toSorted((a, b) => a - b);
    const quiet = sorted[Math.floor(this.length * QUIET_SHARE)] ?? 0;
    const loud = sorted[Math.floor(this.length * (1 - QUIET_SHARE))] ?? 0;
    this.#voice = levels.map((level) => level > quiet + VOICE_LEVEL * (loud - quiet));
    const before = [0];
    for (const [step, isVoice] of this.#voice.entries()) before.push((before[step] as number) + (isVoice ? 1 : 0));
    const pauseEnds = new Array<number>(this.length + 1).fill(this.length);
    for (let step = this.length - 1; step >= 0; step -= 1) {
      pauseEnds[step] = this.#voice[step] === true ? step : (pauseEnds[step + 1] as number);
    }
    this.#before = before;
    this.#pauseEnds = pauseEnds;
  }

  isVoice(step: number): boolean {
    return this.#voice[step] === true;
  }

  /** How many steps of voice lie between two steps, the second one excluded. */
  between(from: number, to: number): number {
    return (this.#before[to] as number) - (this.#before[from] as number);
  }

  /** The first step with voice from this one on; the end of the sound where there is none. */
  voiceFrom(step: number): number {
    return this.#pauseEnds[step] as number;
  }
}

function levelOf(samples: Float32Array, step: number): number {
  const silence = 1e-5;
  return 20 * Math.log10(rootMeanSquare(samples.subarray(step * STEP_SAMPLES, (step + 1) * STEP_SAMPLES)) + silence);
}
