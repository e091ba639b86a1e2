import type { StatusNotice } from '../../../protocol/status.ts';
import { toEngineError, type EngineError } from '../../errors.ts';
import type { Clock } from '../../pipeline/clock.ts';
import type { AudioFrame } from '../audio-frame.ts';
import type { CaptureSource } from '../../pipeline/capture-source.ts';
import type { AudioBackend } from './audio-backend.ts';
import { chooseBackend } from './choose-backend.ts';
import { DeviceConnection } from './device-connection.ts';
import { captureStarted } from './device-notices.ts';
import { DeviceSound } from './device-sound.ts';
import type { WantedDevice } from './find-device.ts';
import type { ChannelChoice } from './mix-down.ts';
import type { OpenDevice } from './open-device.ts';

/** How a device is listened to. */
export interface DeviceCaptureOptions {
  /** What may reach the device; the first that works is used. */
  readonly backends: readonly AudioBackend[];
  /** Name of the one that is used; `auto` unless given. */
  readonly backend?: string | undefined;
  readonly wanted: WantedDevice & { readonly kind: 'input' | 'loopback' };
  /** Which channel is heard; `all` unless given. */
  readonly channel?: ChannelChoice | undefined;
  readonly clock: Clock;
  /** Told of faults of the device and of its sound, and when they are over. */
  readonly onNotice: (notice: StatusNotice) => void;
}

/**
 * A microphone, or what the PC plays, as a capture source. Where the device cannot be opened at the start, it throws;
 * later it waits for it, gives silence meanwhile, and goes on by itself.
 */
export function createDeviceCapture(options: DeviceCaptureOptions): CaptureSource {
  const { kind, name } = options.wanted;
  const what = kind === 'input' ? 'microphone' : 'sound of the PC';
  return {
    name: name === undefined ? what : `${what} ${name}`,
    live: true,
    frames: (signal) => deviceFrames(options, signal),
  };
}

async function* deviceFrames(
  options: DeviceCaptureOptions,
  signal: AbortSignal,
): AsyncGenerator<AudioFrame, void, undefined> {
  const { backends, wanted, clock, onNotice } = options;
  const own = new AbortController();
  const run = AbortSignal.any([signal, own.signal]);
  try {
    const { backend, reason } = await chooseBackend(backends, options.backend);
    const connection = new DeviceConnection({ backend, wanted, clock }, run);
    const sound = new DeviceSound(options, run);
    let open: OpenDevice | undefined = await connection.open();
    sound.check(open);
    onNotice(captureStarted(open.device, reason));
    void connection.follow();
    while (open) {
      const lost: EngineError | undefined = (yield* sound.read(open)) ?? connection.gone;
      open = run.aborted ? undefined : yield* sound.bridge(open.device, lost, connection.reopen());
    }
  } catch (error) {
    // Aborting ends what is under way.
    if (!run.aborted) throw toEngineError(error);
  } finally {
    own.abort();
  }
}
