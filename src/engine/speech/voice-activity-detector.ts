import type { AudioFrame } from '../audio/audio-frame.ts';

/** Tells speech from everything else, frame by frame. Keeps state: frames must come in order, of one source. */
export interface VoiceActivityDetector {
  /** After a change the detector wants this many more frames of the same kind before it tells. */
  readonly confirmationFrames: number;
  /** True where the newest frames hold speech. */
  isSpeech(frame: AudioFrame): boolean;
  /** Its source has ended: frees what it holds. */
  close(): void;
}
