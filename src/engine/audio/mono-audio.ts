/** A stretch of mono sound at any rate, as the decoders give it. */
export interface MonoAudio {
  readonly samples: Float32Array;
  /** Samples per second. */
  readonly sampleRate: number;
}
