import { EngineError } from '../../errors.ts';
import type { Clock } from '../../pipeline/clock.ts';
import { backOffMs } from '../../pipeline/retry.ts';
import type { AudioBackend } from './audio-backend.ts';
import type { WantedDevice } from './find-device.ts';
import { deviceLost } from './device-errors.ts';
import { followDevice, openDevice, type OpenDevice } from './open-device.ts';

const RETRY = { firstWaitMs: 250, longestWaitMs: 5000 };

interface ConnectionOptions {
  readonly backend: AudioBackend;
  readonly wanted: WantedDevice;
  readonly clock: Clock;
}

/** Opens the wanted device again and again, and gives it up when another device is the wanted one now. */
export class DeviceConnection {
  readonly #options: ConnectionOptions;
  readonly #signal: AbortSignal;
  #open: OpenDevice | undefined;
  /** The newest attempt; never rejects. */
  #opening: Promise<unknown> = Promise.resolve();
  #gone: EngineError | undefined;
  /** Aborts the stream that is open. */
  #stream = new AbortController();
  /** Aborts the wait before the next attempt. */
  #wait = new AbortController();

  /** @param signal ends everything. */
  constructor(options: ConnectionOptions, signal: AbortSignal) {
    this.#options = options;
    this.#signal = signal;
  }

  /** Set where the device of the last stream is not there any more. */
  get gone(): EngineError | undefined {
    return this.#gone;
  }

  /** Opens the device, once. Throws an `EngineError`. */
  async open(): Promise<OpenDevice> {
    const { backend, wanted } = this.#options;
    this.#stream = new AbortController();
    const signal = AbortSignal.any([this.#signal, this.#stream.signal]);
    const opening = openDevice(backend, wanted, this.#open?.device, signal);
    this.#opening = opening.catch(() => undefined);
    this.#open = await opening;
    this.#gone = undefined;
    return this.#open;
  }

  /** Opens the device as soon as it is there. Undefined when everything ended. */
  async reopen(): Promise<OpenDevice | undefined> {
    for (let failures = 0; !this.#signal.aborted; failures += 1) {
      if (failures > 0) await this.#sleep(backOffMs(failures, RETRY, Math.random));
      try {
        return await this.open();
      } catch (error) {
        // Whatever the reason is, the streamer may do something about it without telling this program.
        if (!(error instanceof EngineError) && !this.#stopped()) throw error;
      }
    }
    return undefined;
  }

  /** Closes the stream whenever the wanted device is gone, or is another one. Runs until everything ends. */
  async follow(): Promise<void> {
    const { backend, wanted } = this.#options;
    const changes = backend.changes(this.#signal)[Symbol.asyncIterator]();
    while ((await changes.next()).done !== true) {
      this.#wait.abort();
      // A stream that is opening may have taken its device from an older list.
      await this.#opening;
      const open = this.#open;
      if (!open) continue;
      // A stream that opens from now on is newer than the list.
      const stream = this.#stream;
      const gone = deviceLost(open.device.name, 'it was removed');
      try {
        const found = followDevice(await backend.devices(this.#signal), wanted, open.device);
        if (found.id !== open.device.id) stream.abort();
        // It may be back already, without its stream.
        else if (await open.isGone(this.#signal)) this.#giveUp(stream, wanted.name === undefined ? undefined : gone);
      } catch (error) {
        // A server that does not answer is another matter: then the sound stops by itself.
        if (!(error instanceof EngineError) || error.code === 'backend-unavailable') continue;
        this.#giveUp(stream, gone);
      }
    }
  }

  #giveUp(stream: AbortController, gone: EngineError | undefined): void {
    if (stream === this.#stream) this.#gone = gone;
    stream.abort();
  }

  #stopped(): boolean {
    return this.#signal.aborted || this.#stream.signal.aborted;
  }

  /** Waits, but not beyond the next change of the devices. */
  async #sleep(ms: number): Promise<void> {
    this.#wait = new AbortController();
    await this.#options.clock.sleep(ms, AbortSignal.any([this.#signal, this.#wait.signal]));
  }
}
