import type { ChildProcess } from 'node:child_process';
import type { Writable } from 'node:stream';
import type { Clock } from '../../pipeline/clock.ts';
import { unlessAborted } from '../../pipeline/abortable.ts';
import { describeEnd } from '../../pipeline/supervised/child.ts';
import { processChild } from '../../pipeline/supervised/process-child.ts';
import { SupervisedChild, type Loss } from '../../pipeline/supervised/supervised-child.ts';
import type { AudioDevice, PcmFormat, PlaybackStream } from './audio-backend.ts';
import { deviceLost } from './device-errors.ts';
import { lastLine } from './last-line.ts';
import { bytesOf } from './pcm-chunks.ts';

/** A device takes sound all the time: nothing for so long means that it is gone. */
const STALLED_MS = 2000;

/** Small pieces, so that the pipe tells about its progress often. */
const WRITE_SAMPLES = 4096;

/** A pipe on Linux holds 208 KiB, others hold less. */
const PIPE_SAMPLES = 65_536;

interface ProcessPlaybackOptions {
  readonly child: ChildProcess;
  /** Where the process reads its samples, as 32-bit floats. Its end is the end of the sound. */
  readonly sound: Writable;
  readonly device: AudioDevice;
  readonly format: PcmFormat;
  readonly clock: Clock;
}

/** Sound to a process that plays on one device. */
export class ProcessPlayback implements PlaybackStream {
  readonly format: PcmFormat;
  readonly #options: ProcessPlaybackOptions;
  readonly #supervised: SupervisedChild;
  #failure: Error | undefined;
  #said = '';

  /** @param signal ends the process, also where nothing is ever played. */
  constructor(options: ProcessPlaybackOptions, signal: AbortSignal) {
    const { child, sound, clock } = options;
    this.#options = options;
    this.format = options.format;
    // The end of the process tells why.
    sound.on('error', () => undefined);
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.#said = (this.#said + text).slice(-500);
    });
    const onEnd = (loss: Loss | undefined): void => {
      if (loss && !this.#hasPlayed(loss)) this.#fail(this.#reasonOf(loss));
      sound.destroy();
    };
    this.#supervised = new SupervisedChild(processChild(child, { clock }), { clock, signal, onEnd });
  }

  get pid(): number | undefined {
    return this.#options.child.pid;
  }

  /** Ends the stream with `device-lost`. @param reason ends the sentence "The sound device … was lost: …". */
  lose(reason: string): void {
    if (this.#supervised.over.aborted) return;
    this.#fail(reason);
    void this.#supervised.stop();
  }

  async play(sound: AsyncIterable<Float32Array>, signal: AbortSignal): Promise<void> {
    const over = AbortSignal.any([signal, this.#supervised.over]);
    const pieces = sound[Symbol.asyncIterator]();
    try {
      while (!over.aborted) {
        const piece = await unlessAborted(pieces.next(), over);
        if (piece === undefined || piece.done === true) break;
        await this.#write(piece.value, over);
      }
      if (!over.aborted) await this.#finish(over);
      if (this.#failure !== undefined) throw this.#failure;
    } finally {
      // A source that is stuck is not waited for.
      void pieces.return?.().catch(() => undefined);
      await this.#supervised.stop();
    }
  }

  async #write(samples: Float32Array, over: AbortSignal): Promise<void> {
    const { sound } = this.#options;
    for (let start = 0; start < samples.length && !over.aborted; start += WRITE_SAMPLES) {
      // Copied, because the caller may use its memory again before the pipe has taken it.
      if (sound.write(bytesOf(samples.slice(start, start + WRITE_SAMPLES)))) continue;
      await this.#progress(new Promise((resolve) => sound.once('drain', resolve)), STALLED_MS, over);
    }
  }

  /** Waits until the process has played everything and ended. */
  async #finish(over: AbortSignal): Promise<void> {
    const { sampleRate, channels } = this.format;
    const waitingMs = (PIPE_SAMPLES / channels / sampleRate) * 1000;
    this.#options.sound.end();
    await this.#progress(new Promise(() => undefined), STALLED_MS + waitingMs, over);
  }

  async #progress(step: Promise<void>, limitMs: number, over: AbortSignal): Promise<void> {
    this.#supervised.expectSign(limitMs);
    await unlessAborted(step, over);
    this.#supervised.alive();
  }

  /** Its input has ended, it has played all of it, and is content. */
  #hasPlayed(loss: Loss): boolean {
    const isContent = loss.type === 'ended' && loss.end.how === 'exited' && loss.end.code === 0;
    return isContent && this.#options.sound.writableFinished;
  }

  #fail(reason: string): void {
    this.#failure = deviceLost(this.#options.device.name, reason);
  }

  #reasonOf(loss: Loss): string {
    if (loss.type === 'silent') return `it took no sound for ${(loss.silentMs / 1000).toFixed(1)} s`;
    return lastLine(this.#said) ?? describeEnd(loss.end);
  }
}
