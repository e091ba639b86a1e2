import type { Availability } from '../../pipeline/availability.ts';

/** A sound device as a backend sees it. */
export interface AudioDevice {
  /** How the backend names it; may change when devices come and go. Devices are remembered by `name`. */
  readonly id: string;
  /** What the user knows it by. */
  readonly name: string;
  /** Name of the backend that sees it. */
  readonly backend: string;
  /** A microphone or line in, speakers, or what is played on speakers. */
  readonly kind: 'input' | 'output' | 'loopback';
  readonly channels: number;
  /** In hertz, the rate that the device prefers. */
  readonly sampleRate: number;
  readonly isDefault: boolean;
}

/** Samples of all channels in turns, in [-1, 1]. */
export interface PcmFormat {
  /** In hertz. */
  readonly sampleRate: number;
  readonly channels: number;
}

/** Sound as it arrives from a device. */
export interface CapturedChunk {
  readonly samples: Float32Array;
  /** When the last sample was captured, in milliseconds of the engine's monotonic clock. */
  readonly capturedAtMs: number;
}

/** A stream that is open. Its native part runs in a process of its own. */
export interface CaptureStream {
  readonly format: PcmFormat;
  /** Process that reads the device; for status and tests. */
  readonly pid: number | undefined;
  /**
   * The sound until `signal` aborts. Throws an `EngineError` `device-lost` when the process ends, freezes or says that
   * the device is gone. Ends its process in every case. Read once.
   */
  chunks(signal: AbortSignal): AsyncIterable<CapturedChunk>;
  /** True where a sound server says that the device is gone: the sound then goes on, from another device. */
  isDeviceGone(signal: AbortSignal): Promise<boolean>;
}

/** A playback that is open. */
export interface PlaybackStream {
  readonly format: PcmFormat;
  readonly pid: number | undefined;
  /**
   * Plays all of `sound`, then ends: it resolves when the last sample was heard. Throws `device-lost` where the device
   * goes; stops at once, without an error, when `signal` aborts. Ends its process in every case. Once only.
   */
  play(sound: AsyncIterable<Float32Array>, signal: AbortSignal): Promise<void>;
}

/** A way to the sound devices of this machine. Every implementation passes the same contract test. */
export interface AudioBackend {
  /** Such as `pulse`; shown to the user. */
  readonly name: string;
  /** Whether it works on this machine. */
  availability(): Promise<Availability>;
  /** All devices that can be used now, newly listed at each call. */
  devices(signal: AbortSignal): Promise<readonly AudioDevice[]>;
  /**
   * Yields whenever devices, or which of them is the default, may have changed; at times without need. Where a sound
   * server moves streams by itself, this is the only sign that the device of a stream is gone. Never throws. Its
   * processes end as soon as `signal` aborts, also where nobody reads any more.
   */
  changes(signal: AbortSignal): AsyncIterable<void>;
  /** Opens an input or a loopback. Throws `device-missing` where it is not there. */
  capture(device: AudioDevice, signal: AbortSignal): Promise<CaptureStream>;
  /** Opens an output. Throws `device-missing` where it is not there. */
  playback(device: AudioDevice, format: PcmFormat, signal: AbortSignal): Promise<PlaybackStream>;
}
