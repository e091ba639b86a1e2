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
  /** Sound that the file promises and does not hold; absent where there is none, or nobody knows how much. */
  readonly missingSeconds?: number;
}

/** What a decoder gives for bytes that are lost. */
export function damage(reason: string): DecodedAudio {
  return { channelData: [], samplesDecoded: 0, sampleRate: 0, errors: [reason] };
}

/** What a decoder gives for sound that is not there. @param sampleRate 0 where no sound came at all. */
export function missing(samples: number, sampleRate: number): DecodedAudio {
  return { ...damage('missing'), ...(sampleRate === 0 ? {} : { missingSeconds: samples / sampleRate }) };
}
