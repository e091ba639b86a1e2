/** What is done to the sound of one source before anything listens to it. */
export interface ConditioningSettings {
  /** Takes away what lies below 80 Hz: a constant offset, mains hum, rumble, blows against the microphone. */
  readonly highPass: boolean;
  /** Fixed gain in dB, in [-60, 60], before everything that looks at the level. */
  readonly gainDb: number;
  /** Takes music and other voices out, by RNNoise. Costs a delay of one frame, and words where it is quiet. */
  readonly suppression: boolean;
  /**
   * What is too quiet becomes silence: below a level in dBFS (in [-90, 0], after the fixed gain), or with `auto` below
   * what speech and background are found to be. Costs a delay of one frame.
   */
  readonly gate: 'off' | 'auto' | number;
  /** Brings speech slowly to about -20 dBFS. */
  readonly autoGain: boolean;
}

/** Everything off: frames pass as they are, except for values that are no sound. For files. */
export const NO_CONDITIONING: ConditioningSettings = {
  highPass: false,
  gainDb: 0,
  suppression: false,
  gate: 'off',
  autoGain: false,
};

/** For live devices. */
export const DEFAULT_CONDITIONING: ConditioningSettings = { ...NO_CONDITIONING, highPass: true, autoGain: true };
