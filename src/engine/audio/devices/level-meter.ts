import { setMaxListeners } from 'node:events';
import { toEngineError, type EngineError } from '../../errors.ts';
import type { Clock } from '../../pipeline/clock.ts';
import type { AudioBackend, AudioDevice } from './audio-backend.ts';
import { LevelBlock } from './level-block.ts';

/** How loud a device is at this moment. */
export interface DeviceLevel {
  readonly device: AudioDevice;
  /** Root mean square of the loudest channel since the last reading, 0 to 1. */
  readonly rms: number;
  /** Largest sample since the last reading, 0 to 1. */
  readonly peak: number;
  /** Why it cannot be heard. */
  readonly error?: EngineError;
}

interface MeterOptions {
  readonly backends: readonly AudioBackend[];
  readonly clock: Clock;
  /** Time between readings, in milliseconds; 100 unless given. */
  readonly intervalMs?: number;
}

/**
 * Levels of the inputs and loopbacks among `devices`, in their order, again and again until `signal` aborts. All of them
 * are open meanwhile.
 */
export async function* meterDevices(
  { backends, clock, intervalMs = 100 }: MeterOptions,
  devices: readonly AudioDevice[],
  signal: AbortSignal,
): AsyncGenerator<readonly DeviceLevel[], void, undefined> {
  const own = new AbortController();
  const run = AbortSignal.any([signal, own.signal]);
  // Every device listens to the signal several times.
  setMaxListeners(0, run);
  const meters = devices
    .filter(({ kind }) => kind !== 'output')
    .map(
      (device) =>
        new Meter(
          device,
          backends.find(({ name }) => name === device.backend),
        ),
    );
  const ended = Promise.all(meters.map((meter) => meter.listen(run)));
  try {
    await clock.sleep(intervalMs, run);
    while (!run.aborted) {
      yield meters.map((meter) => meter.read());
      await clock.sleep(intervalMs, run);
    }
  } finally {
    own.abort();
    await ended;
  }
}

class Meter {
  readonly #device: AudioDevice;
  readonly #backend: AudioBackend | undefined;
  #block: LevelBlock;
  #error: EngineError | undefined;

  constructor(device: AudioDevice, backend: AudioBackend | undefined) {
    this.#device = device;
    this.#backend = backend;
    this.#block = new LevelBlock(device.channels);
  }

  /** Listens until `signal` aborts or the device fails. */
  async listen(signal: AbortSignal): Promise<void> {
    try {
      const stream = await this.#backend?.capture(this.#device, signal);
      if (stream) for await (const { samples } of stream.chunks(signal)) this.#block.add(samples);
    } catch (error) {
      if (!signal.aborted) this.#error = toEngineError(error);
    }
  }

  read(): DeviceLevel {
    const { rms, peaks } = this.#block;
    this.#block = new LevelBlock(this.#device.channels);
    const level = { device: this.#device, rms, peak: Math.max(...peaks) };
    return this.#error === undefined ? level : { ...level, error: this.#error };
  }
}
