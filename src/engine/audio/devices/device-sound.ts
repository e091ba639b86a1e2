import type { StatusNotice } from '../../../protocol/status.ts';
import { toEngineError, type EngineError } from '../../errors.ts';
import type { Clock } from '../../pipeline/clock.ts';
import { FRAME_SAMPLES, samplesToMs, type AudioFrame } from '../audio-frame.ts';
import type { AudioDevice, CapturedChunk } from './audio-backend.ts';
import { captureLost, captureMoved, captureRecovered, soundFault } from './device-notices.ts';
import type { WantedDevice } from './find-device.ts';
import { LevelWatch } from './level-watch.ts';
import { LiveTimeline } from './live-timeline.ts';
import { checkChannel, type ChannelChoice } from './mix-down.ts';
import { MonoStream } from './mono-stream.ts';
import type { OpenDevice } from './open-device.ts';

/** A change to another default device takes less, and is not told as a loss. */
const TOLD_LOSS_MS = 1500;

interface SoundOptions {
  readonly wanted: WantedDevice;
  readonly channel?: ChannelChoice | undefined;
  readonly clock: Clock;
  readonly onNotice: (notice: StatusNotice) => void;
}

/** The frames of one source over all the streams of its life, on one timeline. */
export class DeviceSound {
  readonly #options: SoundOptions;
  readonly #signal: AbortSignal;
  readonly #channel: ChannelChoice;
  readonly #timeline = new LiveTimeline();
  readonly #levels: LevelWatch | undefined;

  constructor(options: SoundOptions, signal: AbortSignal) {
    this.#options = options;
    this.#signal = signal;
    this.#channel = options.channel ?? 'all';
    // What the PC plays may be silent, loud or one-sided as it likes.
    this.#levels = options.wanted.kind === 'loopback' ? undefined : new LevelWatch();
  }

  /** Throws a `usage` error where the chosen channel is not there. */
  check({ device, format }: OpenDevice): void {
    checkChannel(this.#channel, format, device.name);
  }

  /** The sound of one stream until it ends. Returns why it was lost; undefined where it was given up. */
  async *read(open: OpenDevice): AsyncGenerator<AudioFrame, EngineError | undefined, undefined> {
    // After a change of devices, a device with fewer channels is better heard than refused.
    const channel = this.#channel !== 'all' && this.#channel > open.format.channels ? 'all' : this.#channel;
    const mono = await MonoStream.create(open.format, channel);
    try {
      yield* this.#frames(open.first, open, mono);
      for await (const chunk of open.rest) yield* this.#frames(chunk, open, mono);
      return undefined;
    } catch (error) {
      return toEngineError(error);
    } finally {
      mono.close();
    }
  }

  /** Silence until the device is open again, so that media time goes on and an open utterance can end. */
  async *bridge(
    device: AudioDevice,
    lost: EngineError | undefined,
    reopening: Promise<OpenDevice | undefined>,
  ): AsyncGenerator<AudioFrame, OpenDevice | undefined, undefined> {
    const { clock, onNotice } = this.#options;
    const lostAtMs = this.#timeline.endMs ?? clock.nowMs();
    const reopened = new AbortController();
    const over = AbortSignal.any([this.#signal, reopened.signal]);
    const opening = reopening.finally(() => reopened.abort());
    opening.catch(() => undefined);
    let told = false;
    while (!over.aborted) {
      if (!told && (lost !== undefined || clock.nowMs() - lostAtMs > TOLD_LOSS_MS)) {
        onNotice(captureLost(device, lost));
        told = true;
      }
      yield* this.#timeline.fill(clock.nowMs());
      await clock.sleep(samplesToMs(FRAME_SAMPLES), over);
    }
    const open = await opening;
    if (!open) return undefined;
    const { first, format } = open;
    const firstMs = (first.samples.length / format.channels / format.sampleRate) * 1000;
    yield* this.#timeline.fill(first.capturedAtMs - firstMs);
    if (told) onNotice(captureRecovered(open.device, first.capturedAtMs - firstMs - lostAtMs));
    if (open.device.name !== device.name) onNotice(captureMoved(open.device));
    return open;
  }

  *#frames(chunk: CapturedChunk, { device, format }: OpenDevice, mono: MonoStream): Generator<AudioFrame> {
    for (const finding of this.#levels?.push(chunk.samples, format) ?? []) {
      this.#options.onNotice(soundFault(device, finding));
    }
    for (const { samples, endMs } of mono.push(chunk)) yield* this.#timeline.push(samples, endMs);
  }
}
