import type {
  AudioBackend,
  AudioDevice,
  CapturedChunk,
  CaptureStream,
} from '../../../src/engine/audio/devices/audio-backend.ts';
import { deviceLost, deviceMissing } from '../../../src/engine/audio/devices/device-errors.ts';
import type { Availability } from '../../../src/engine/pipeline/availability.ts';
import { BoundedChannel } from '../../../src/engine/pipeline/bounded-channel.ts';

/** A device with sensible values. */
export function device(fields: Partial<AudioDevice> & { readonly name: string }): AudioDevice {
  const { name } = fields;
  return { id: name, backend: 'pulse', kind: 'input', channels: 1, sampleRate: 16_000, isDefault: false, ...fields };
}

/** A backend whose devices, sounds and faults a test decides. */
export class ScriptedBackend implements AudioBackend {
  readonly name = 'pulse';
  list: readonly AudioDevice[] = [];
  answer: Availability = { available: true };
  /** The open stream goes on from another device, although the list looks the same. */
  moved = false;
  /** How often a device was opened, or tried to. */
  attempts = 0;
  #stream: BoundedChannel<CapturedChunk> | undefined;
  readonly #changes = new BoundedChannel<undefined>({ capacity: 10, whenFull: 'refuse' });

  availability(): Promise<Availability> {
    return Promise.resolve(this.answer);
  }

  devices(): Promise<readonly AudioDevice[]> {
    return Promise.resolve(this.list);
  }

  changes(signal: AbortSignal): AsyncIterable<void> {
    return this.#changes.read(signal);
  }

  capture({ id, name, sampleRate, channels }: AudioDevice): Promise<CaptureStream> {
    this.attempts += 1;
    if (!this.list.some((listed) => listed.id === id)) return Promise.reject(deviceMissing(name, ''));
    const stream = new BoundedChannel<CapturedChunk>({ capacity: 100, whenFull: 'refuse' });
    this.#stream = stream;
    const chunks = (signal: AbortSignal): AsyncIterable<CapturedChunk> => stream.read(signal);
    return Promise.resolve({
      format: { sampleRate, channels },
      pid: undefined,
      chunks,
      isDeviceGone: () => Promise.resolve(this.moved),
    });
  }

  playback(): never {
    throw new Error('This backend plays nothing.');
  }

  /** The open device gives `samples`, the last of them at `capturedAtMs`. */
  hear(samples: Float32Array, capturedAtMs: number): void {
    this.#stream?.push({ samples, capturedAtMs });
  }

  /** The open device fails. */
  lose(name: string): void {
    this.#stream?.fail(deviceLost(name, 'it was unplugged'));
  }

  /** Tells that the devices have changed. */
  tellChange(): void {
    this.#changes.push(undefined);
  }
}
