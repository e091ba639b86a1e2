import type { AudioBackend, AudioDevice, CapturedChunk, PcmFormat } from './audio-backend.ts';
import { deviceLost } from './device-errors.ts';
import { findDevice, type WantedDevice } from './find-device.ts';

/** A device that gives sound. */
export interface OpenDevice {
  readonly device: AudioDevice;
  readonly format: PcmFormat;
  readonly first: CapturedChunk;
  /** What follows the first chunk. Throws `device-lost`. */
  readonly rest: AsyncIterable<CapturedChunk>;
  /** See `CaptureStream`. */
  readonly isGone: (signal: AbortSignal) => Promise<boolean>;
}

/** The wanted device; where it was open before, that same one is preferred to others that fit the name. */
export function followDevice(
  devices: readonly AudioDevice[],
  wanted: WantedDevice,
  before: AudioDevice | undefined,
): AudioDevice {
  const same = devices.filter(({ kind, name }) => kind === before?.kind && name === before.name);
  if (wanted.name === undefined || !same[0]) return findDevice(devices, wanted);
  return same.find(({ id }) => id === before?.id) ?? same[0];
}

/** Opens the wanted device and waits for its first sound. Throws an `EngineError`. */
export async function openDevice(
  backend: AudioBackend,
  wanted: WantedDevice,
  before: AudioDevice | undefined,
  signal: AbortSignal,
): Promise<OpenDevice> {
  const device = followDevice(await backend.devices(signal), wanted, before);
  const stream = await backend.capture(device, signal);
  const chunks = stream.chunks(signal)[Symbol.asyncIterator]();
  const first = await chunks.next();
  if (first.done === true) throw deviceLost(device.name, 'it gave no sound');
  const rest = { [Symbol.asyncIterator]: () => chunks };
  return { device, format: stream.format, first: first.value, rest, isGone: (until) => stream.isDeviceGone(until) };
}
