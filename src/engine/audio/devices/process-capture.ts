import type { ChildProcess } from 'node:child_process';
import type { Readable } from 'node:stream';
import { BoundedChannel } from '../../pipeline/bounded-channel.ts';
import type { Clock } from '../../pipeline/clock.ts';
import { describeEnd } from '../../pipeline/supervised/child.ts';
import { processChild } from '../../pipeline/supervised/process-child.ts';
import { SupervisedChild, type Loss } from '../../pipeline/supervised/supervised-child.ts';
import type { AudioDevice, CapturedChunk, CaptureStream, PcmFormat } from './audio-backend.ts';
import { deviceLost } from './device-errors.ts';
import { lastLine } from './last-line.ts';
import { PcmChunks } from './pcm-chunks.ts';
import type { ReadSource } from './pulse/read-source.ts';

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
  readonly #supervised: SupervisedChild;
  #said = '';

  /** @param signal ends the process, also where the sound is never read. */
  constructor(options: ProcessCaptureOptions, signal: AbortSignal) {
    const { child, sound, format, clock } = options;
    this.#options = options;
    this.format = format;
    const decoder = new PcmChunks(format);
    sound.on('data', (bytes: Uint8Array) => {
      this.#supervised.alive();
      const samples = decoder.push(bytes);
      if (samples.length > 0) this.#channel.push({ samples, capturedAtMs: clock.nowMs() });
    });
    // The end of the process tells why.
    sound.on('error', () => undefined);
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.#said = (this.#said + text).slice(-500);
    });
    const onEnd = (loss: Loss | undefined): void => {
      if (loss) this.#fail(this.#reasonOf(loss));
      this.#channel.close();
      sound.destroy();
    };
    this.#supervised = new SupervisedChild(processChild(child, { clock }), { clock, signal, onEnd });
    this.#supervised.expectSign(FIRST_CHUNK_MS, NEXT_CHUNK_MS);
  }

  get pid(): number | undefined {
    return this.#options.child.pid;
  }

  isDeviceGone(signal: AbortSignal): Promise<boolean> {
    return this.#options.source.isGone(signal);
  }

  /** Ends the stream with `device-lost`. @param reason ends the sentence "The sound device … was lost: …". */
  lose(reason: string): void {
    if (this.#supervised.over.aborted) return;
    this.#fail(reason);
    void this.#supervised.stop();
  }

  async *chunks(signal: AbortSignal): AsyncGenerator<CapturedChunk, void, undefined> {
    try {
      yield* this.#channel.read(signal);
    } finally {
      await this.#supervised.stop();
    }
  }

  #fail(reason: string): void {
    this.#channel.fail(deviceLost(this.#options.device.name, reason));
  }

  #reasonOf(loss: Loss): string {
    if (loss.type === 'silent') return `no sound came for ${(loss.silentMs / 1000).toFixed(1)} s`;
    return lastLine(this.#said) ?? describeEnd(loss.end);
  }
}
