import type { AudioBackendDefinition } from '../engine/audio/devices/backend-definition.ts';
import { createBackends } from '../engine/audio/devices/create-backends.ts';
import { createDeviceCapture, type DeviceCaptureOptions } from '../engine/audio/devices/device-capture.ts';
import type { CaptureSource } from '../engine/pipeline/capture-source.ts';
import { systemClock } from '../engine/pipeline/clock.ts';
import { findRuntimeFiles } from './runtime-files.ts';

/** Which device is heard; the usual microphone where nothing is said. */
export interface DeviceSourceOptions extends Pick<DeviceCaptureOptions, 'backend' | 'channel'> {
  /** A microphone (`input`), or what the PC plays (`loopback`); `input` when absent. */
  readonly kind?: 'input' | 'loopback';
  /** A part of its name; the usual one of the system when absent. */
  readonly name?: string;
  /** Backends that do not come with the program, tried after those that do. */
  readonly audioBackends?: readonly AudioBackendDefinition[];
  /** Told of faults of the device and of its sound, and when they are over. Pass it on to `Session.notify`. */
  readonly onNotice?: DeviceCaptureOptions['onNotice'];
}

/** A sound device as a source. Where it is lost while captions run, it is waited for, with silence meanwhile. */
export function createDeviceSource({
  kind = 'input',
  name,
  audioBackends = [],
  onNotice = () => undefined,
  ...choice
}: DeviceSourceOptions = {}): CaptureSource {
  const clock = systemClock;
  const backends = createBackends({ clock, childEntry: findRuntimeFiles().audioChild, added: audioBackends });
  return createDeviceCapture({ ...choice, backends, wanted: { kind, name }, clock, onNotice });
}
