import type { AudioHello, AudioInputKind } from '../../../protocol/audio-contract.ts';
import type { GuestRefusalCode } from '../../../protocol/guest-refusal.ts';
import { BoundedChannel } from '../../pipeline/bounded-channel.ts';
import type { Clock } from '../../pipeline/clock.ts';
import type { AudioFrame } from '../audio-frame.ts';
import type { CaptureSource } from '../../pipeline/capture-source.ts';
import { createBrowserCapture } from './browser-capture.ts';
import { MediaTimeline } from './media-timeline.ts';

/** How long a page may be away before its session ends, in milliseconds. */
export const LONGEST_ABSENCE_MS = 30_000;

/** How often missing sound is looked for, in milliseconds. */
const FILL_EVERY_MS = 250;

/** About ten seconds of sound for a reader that is slow, or not there yet. */
const WAITING_FRAMES = 320;

/** What one page has sent so far. */
export interface BrowserSessionState {
  readonly connected: boolean;
  readonly muted: boolean;
  /** Frames that arrived, without those that arrived twice or too late. */
  readonly heardFrames: number;
  /** Frames with silence in the place of sound that did not come in time. */
  readonly lostFrames: number;
  /** Frames that the reader was too slow for. */
  readonly droppedFrames: number;
}

interface BrowserSessionOptions {
  /** Short and unique, such as `browser-1`. */
  readonly id: string;
  readonly hello: AudioHello;
  readonly clock: Clock;
  readonly onEnd: (session: BrowserSession) => void;
}

/** One page that sends sound, across all of its connections. */
export class BrowserSession {
  readonly id: string;
  /** Name of the speaker; empty where none was given. */
  readonly name: string;
  /** BCP-47 tag, or `auto` where the page leaves it to the engine. */
  readonly language: string;
  readonly kind: AudioInputKind;
  readonly capture: CaptureSource;
  readonly #clock: Clock;
  readonly #onEnd: (session: BrowserSession) => void;
  readonly #ended = new AbortController();
  readonly #timeline = new MediaTimeline((frame) => this.#channel?.push(frame));
  #channel: BoundedChannel<AudioFrame> | undefined;
  #isRead = false;
  #absentSinceMs: number | undefined;
  #muted = false;
  #heardFrames = 0;
  #droppedFrames = 0;

  constructor({ id, hello, clock, onEnd }: BrowserSessionOptions) {
    this.id = id;
    this.name = hello.name;
    this.language = hello.language ?? 'auto';
    this.kind = hello.kind;
    this.#clock = clock;
    this.#onEnd = onEnd;
    this.#channel = this.#newChannel();
    this.capture = createBrowserCapture({
      name: `browser ${hello.kind}${hello.name === '' ? '' : ` ${hello.name}`}`,
      open: () => this.#openChannel(),
      close: (channel) => this.#closeChannel(channel),
    });
    void this.#watch();
  }

  /** Aborts when the session has ended, with the `GuestRefusalCode` that tells why as its reason. */
  get ended(): AbortSignal {
    return this.#ended.signal;
  }

  get state(): BrowserSessionState {
    return {
      connected: this.#absentSinceMs === undefined && !this.ended.aborted,
      muted: this.#muted,
      heardFrames: this.#heardFrames,
      lostFrames: this.#timeline.silentFrames,
      droppedFrames: this.#droppedFrames,
    };
  }

  /** Number on the page of the newest frame that has arrived. */
  get newestFrame(): number | undefined {
    return this.#timeline.newestPageFrame;
  }

  /** The page is there, for the first time or again. */
  attach(): void {
    this.#absentSinceMs = undefined;
  }

  /** The page is gone, and may come back. */
  detach(): void {
    this.#absentSinceMs ??= this.#clock.nowMs();
  }

  push(pageFrame: number, samples: Float32Array): void {
    if (this.ended.aborted) return;
    if (this.#timeline.accept(pageFrame, samples, this.#clock.nowMs()) === 'taken') this.#heardFrames += 1;
  }

  setMuted(muted: boolean): void {
    this.#muted = muted;
  }

  /** Ends the sound: readers get what waits, then finish. @param why what the person in front of the page is told. */
  end(why: GuestRefusalCode = 'ended'): void {
    if (this.ended.aborted) return;
    this.#ended.abort(why);
    this.#channel?.close();
    this.#onEnd(this);
  }

  async #watch(): Promise<void> {
    while (!this.ended.aborted) {
      await this.#clock.sleep(FILL_EVERY_MS, this.ended);
      const nowMs = this.#clock.nowMs();
      this.#timeline.fill(nowMs);
      if (this.#absentSinceMs !== undefined && nowMs - this.#absentSinceMs >= LONGEST_ABSENCE_MS) this.end();
    }
  }

  #newChannel(): BoundedChannel<AudioFrame> {
    return new BoundedChannel({
      capacity: WAITING_FRAMES,
      whenFull: 'drop-oldest',
      onDrop: () => (this.#droppedFrames += 1),
    });
  }

  /** The first reader gets the sound from the start; who reads later, or again, gets it from that moment on. */
  #openChannel(): BoundedChannel<AudioFrame> {
    if (this.#isRead || this.#channel === undefined) {
      this.#channel?.close();
      this.#channel = this.#newChannel();
      if (this.ended.aborted) this.#channel.close();
    }
    this.#isRead = true;
    return this.#channel;
  }

  #closeChannel(channel: BoundedChannel<AudioFrame>): void {
    if (this.#channel === channel) this.#channel = undefined;
  }
}
