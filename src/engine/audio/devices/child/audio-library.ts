import type { PcmFormat } from '../audio-backend.ts';
import type { NativeDevice } from './child-protocol.ts';

/** Who gets the sound of a capture. */
export interface SoundListener {
  /** 32-bit floats of all channels in turns. */
  readonly onSound: (bytes: Uint8Array) => void;
  /** Told when the library gives up; afterwards it is not used any more. */
  readonly onLost: (reason: string) => void;
}

/** A playback of a library. */
export interface NativeOutput {
  /** True where the library stumbles over a pause, which then has to be filled with silence. */
  readonly needsSilence: boolean;
  /** Resolves when there is room for more. */
  write(bytes: Uint8Array): Promise<void>;
  /** Resolves when everything was heard. */
  finish(): Promise<void>;
}

/** A native library behind one face. Everything throws where the library refuses. */
export interface AudioLibrary {
  devices(): NativeDevice[];
  capture(deviceId: string, format: PcmFormat, listener: SoundListener): void;
  openOutput(deviceId: string, format: PcmFormat): NativeOutput;
}

/** Length of the pieces in which sound is handed over, in milliseconds. */
export const PIECE_MS = 20;
