import type { ChildProcess } from 'node:child_process';
import type { Readable } from 'node:stream';
import { BoundedChannel } from '../../pipeline/bounded-channel.ts';
import type { Clock } from '../../pipeline/clock.ts';
import type { AudioDevice, CapturedChunk, CaptureStream, PcmFormat } from './audio-backend.ts';
import { deviceLost } from './device-errors.ts';
import { describeEnd, endProcess } from './end-process.ts';
import { PcmChunks } from './pcm-chunks.ts';
import type { ReadSource } from './pulse/read-source.ts';
import { Watchdog } from './watchdog.ts';

/** A sound server may need some seconds to wake a device; afterwards sound comes every 20 ms, silence included. */
const FIRST_CHUNK_MS = 3000;
const NEXT_CHUNK_MS = 1000;

/** About ten seconds: a reader that is slower than that loses the oldest sound. */
const WAITING_CHUNKS = 512;

interface ProcessCaptureOptions {
  readonly child: ChildProcess;
  /** Where the process writes its samples, as 32-bit floats. */
  readonly sound: Readable;
  readonly source: ReadSource;
  readonly device: AudioDevice;
  readonly format: PcmFormat;
  readonly clock: Clock;
}

/** Sound from a process that reads one device, with a watch on both. */
export class ProcessCapture implements CaptureStream {
  readonly format: PcmFormat;
  readonly #options: ProcessCaptureOptions;
  readonly #channel = new BoundedChannel<CapturedChunk>({ capacity: WAITING_CHUNKS, whenFull: 'drop-oldest' });
  readonly #ended = new AbortController();
  #said = '';

  /** @param signal ends the process, also where the sound is never read. */
  constructor(options: ProcessCaptureOptions, signal: AbortSignal) {
    const { child, sound, format, clock } = options;
    this.#options = options;
    this.format = format;
    const watchdog = new Watchdog({
      clock,
      firstMs: FIRST_CHUNK_MS,
      thenMs: NEXT_CHUNK_MS,
      onSilence: (silentMs) => this.lose(`no sound came for ${(silentMs / 1000).toFixed(1)} s`),
    });
    const decoder = new PcmChunks(format);
    sound.on('data', (bytes: Uint8Array) => {
      watchdog.alive();
      const samples = decoder.push(bytes);
      if (samples.length > 0) this.#channel.push({ samples, capturedAtMs: clock.nowMs() });
    });
    // The end of the process tells why.
    sound.on('error', () => undefined);
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.#said = (this.#said + text).slice(-500);
    });
    child.once('error', (error) => this.lose(error.message));
    child.once('close', () => this.lose(describeEnd(child, this.#said)));
    const onAbort = (): void => void this.#close();
    signal.addEventListener('abort', onAbort, { once: true });
    this.#ended.signal.addEventListener('abort', () => signal.removeEventListener('abort', onAbort), { once: true });
    if (signal.aborted) onAbort();
    else void watchdog.watch(this.#ended.signal);
  }

  get pid(): number | undefined {
    return this.#options.child.pid;
  }

  isDeviceGone(signal: AbortSignal): Promise<boolean> {
    return this.#options.source.isGone(signal);
  }

  /** Ends the stream with `device-lost`. @param reason ends the sentence "The sound device … was lost: …". */
  lose(reason: string): void {
    if (this.#ended.signal.aborted) return;
    this.#channel.fail(deviceLost(this.#options.device.name, reason));
    void this.#close();
  }

  async *chunks(signal: AbortSignal): AsyncGenerator<CapturedChunk, void, undefined> {
    try {
      yield* this.#channel.read(signal);
    } finally {
      await this.#close();
    }
  }

  async #close(): Promise<void> {
    this.#ended.abort();
    this.#channel.close();
    await endProcess(this.#options.child);
    this.#options.sound.destroy();
  }
}
