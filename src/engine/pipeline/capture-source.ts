import type { AudioFrame } from '../audio/audio-frame.ts';

/** Where sound comes from: a file, standard input, a device, a page, a program. */
export interface CaptureSource {
  /** For status and logs, such as `file talk.wav`. */
  readonly name: string;
  /** True where sound arrives by itself and cannot wait for a slow reader: then old frames are dropped, not delayed. */
  readonly live: boolean;
  /**
   * The sound as gapless frames from media time 0, the last one padded with silence. Ends with the sound, or when
   * `signal` aborts. Throws an `EngineError` (`input-…`) where the sound cannot be read.
   */
  frames(signal: AbortSignal): AsyncIterable<AudioFrame>;
}
