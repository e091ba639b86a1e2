/** What conditioning has found out and done so far, for status and meters. */
export interface ConditioningState {
  /** What automatic gain adds now, in dB. */
  readonly autoGainDb: number;
  /** Level of the background before automatic gain, in dBFS, -75 or more. */
  readonly backgroundDbfs: number;
  /** Level of speech before automatic gain, in dBFS; undefined before the first syllable. */
  readonly speechDbfs: number | undefined;
  /** False while the noise gate silences the sound. */
  readonly gateOpen: boolean;
  /** Samples that were NaN or infinite. */
  readonly invalidSamples: number;
  /** Finite samples that came in outside of [-1, 1]. */
  readonly overscaleSamples: number;
  /** Samples that were bent by the limiter. */
  readonly limitedSamples: number;
}
