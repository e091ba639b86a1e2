import { FRAME_SAMPLES, rootMeanSquare, type AudioFrame } from '../audio-frame.ts';
import { AutoGain } from './auto-gain.ts';
import { BackgroundLevel } from './background-level.ts';
import type { ConditioningSettings } from './conditioning-settings.ts';
import type { ConditioningState } from './conditioning-state.ts';
import { fromDecibels, toDecibels } from './decibels.ts';
import { HighPass } from './high-pass.ts';
import { autoThreshold, NoiseGate } from './noise-gate.ts';
import type { NoiseSuppressor } from './noise-suppressor.ts';
import { Sanitizer } from './sanitizer.ts';
import { SoftLimiter } from './soft-limiter.ts';
import { SpeechLevel } from './speech-level.ts';

/**
 * Conditions the frames of one source, in order. No I/O and no clock. Frames keep their `startSample` and
 * `capturedAtMs`: where there is a delay, the frame itself comes out later.
 */
export class Conditioner {
  readonly #settings: ConditioningSettings;
  readonly #suppressor: NoiseSuppressor | undefined;
  readonly #sanitizer = new Sanitizer();
  readonly #highPass = new HighPass();
  readonly #background = new BackgroundLevel();
  readonly #speech = new SpeechLevel();
  readonly #gate = new NoiseGate();
  readonly #autoGain = new AutoGain();
  readonly #limiter = new SoftLimiter();
  readonly #passive: boolean;
  /** The frame whose sound is inside of the suppressor. */
  #inSuppressor: AudioFrame | undefined;
  /** The frame that waits at the gate for what follows. */
  #atGate: AudioFrame | undefined;

  /** @param suppressor what `suppression` in the settings asks for. */
  constructor(settings: ConditioningSettings, suppressor?: NoiseSuppressor) {
    const { highPass, gainDb, autoGain, gate } = settings;
    this.#settings = settings;
    this.#suppressor = suppressor;
    this.#passive = !highPass && gainDb === 0 && !autoGain && gate === 'off' && !suppressor;
  }

  get state(): ConditioningState {
    return {
      autoGainDb: this.#autoGain.gainDb,
      backgroundDbfs: this.#background.dbfs,
      speechDbfs: this.#speech.dbfs,
      gateOpen: this.#settings.gate === 'off' || this.#gate.open,
      invalidSamples: this.#sanitizer.invalidSamples,
      overscaleSamples: this.#sanitizer.overscaleSamples,
      limitedSamples: this.#limiter.limitedSamples,
    };
  }

  /** The frame that `frame` completes: itself, or with a delay an earlier one. Leaves the samples of `frame` alone. */
  push(frame: AudioFrame): AudioFrame | undefined {
    const samples = this.#sanitizer.process(frame.samples);
    if (this.#passive) return samples === frame.samples ? frame : { ...frame, samples };
    return this.#advance({ ...frame, samples });
  }

  /** The frames that are still held back when the sound ends, oldest first. */
  finish(): AudioFrame[] {
    const silence = { samples: new Float32Array(FRAME_SAMPLES), startSample: Number.NaN, capturedAtMs: Number.NaN };
    const frames: AudioFrame[] = [];
    while (this.#inSuppressor !== undefined || this.#atGate !== undefined) {
      const frame = this.#advance(silence);
      if (frame === undefined) continue;
      if (Number.isNaN(frame.startSample)) break;
      frames.push(frame);
    }
    return frames;
  }

  #advance(frame: AudioFrame): AudioFrame | undefined {
    const { highPass, gainDb } = this.#settings;
    const gain = fromDecibels(gainDb);
    const samples = frame.samples.map((sample) => sample * gain);
    if (highPass) this.#highPass.process(samples);
    const suppressed = this.#suppress({ ...frame, samples });
    if (suppressed === undefined) return undefined;
    const dbfs = toDecibels(rootMeanSquare(suppressed.samples));
    this.#background.push(dbfs);
    this.#speech.push(dbfs, this.#background.dbfs);
    const passed = this.#passGate(suppressed);
    if (passed === undefined) return undefined;
    if (this.#settings.autoGain) this.#autoGain.process(passed.samples, this.#speech);
    this.#limiter.process(passed.samples);
    return passed;
  }

  #suppress(frame: AudioFrame): AudioFrame | undefined {
    if (!this.#suppressor) return frame;
    const samples = this.#suppressor.process(frame.samples);
    const ready = this.#inSuppressor;
    this.#inSuppressor = frame;
    return ready && { ...ready, samples };
  }

  #passGate(frame: AudioFrame): AudioFrame | undefined {
    const { gate } = this.#settings;
    if (gate === 'off') return frame;
    const ready = this.#atGate;
    this.#atGate = frame;
    if (!ready) return undefined;
    const threshold = gate === 'auto' ? autoThreshold(this.#background.dbfs, this.#speech.dbfs) : gate;
    this.#gate.process(ready.samples, frame.samples, threshold);
    return ready;
  }
}
