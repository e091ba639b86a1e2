import type { AudioDevice, PcmFormat } from '../audio-backend.ts';

/** The native libraries that the child can load. */
export type LibraryName = 'naudiodon' | 'decibri';

/** A device as a library lists it. */
export type NativeDevice = Omit<AudioDevice, 'backend'>;

/** What one child process does in its life. Sound goes over file descriptor 3, as 32-bit floats. */
export type ChildTask =
  | { readonly task: 'list'; readonly library: LibraryName }
  | { readonly task: 'watch'; readonly library: LibraryName }
  | {
      readonly task: 'capture' | 'play';
      readonly library: LibraryName;
      readonly deviceId: string;
      readonly format: PcmFormat;
    };

/** From the child to the engine. */
export type FromChild =
  | { readonly type: 'devices'; readonly devices: readonly NativeDevice[] }
  /** Devices, or which of them is the default, have changed. */
  | { readonly type: 'changed' }
  /** The stream runs. */
  | { readonly type: 'opened' }
  | { readonly type: 'missing' }
  /** The library did not load, or does not open the device. */
  | { readonly type: 'refused'; readonly reason: string }
  /** The stream ended by itself. */
  | { readonly type: 'lost'; readonly reason: string };
