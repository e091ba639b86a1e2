/** Less sound than a syllable, out of a damaged file, is noise that a decoder made of it. */
export const LEAST_SECONDS = 0.1;

/** What a decoder made of some bytes. The other fields mean nothing where `samplesDecoded` is 0. */
export interface DecodedAudio {
  /** One array per channel. */
  readonly channelData: readonly Float32Array[];
  readonly samplesDecoded: number;
  /** Samples per second. */
  readonly sampleRate: number;
  readonly errors: readonly unknown[];
}

/** What a decoder gives for bytes that are lost. */
export function damage(reason: string): DecodedAudio {
  return { channelData: [], samplesDecoded: 0, sampleRate: 0, errors: [reason] };
}
