import { BoundedChannel } from '../../pipeline/bounded-channel.ts';
import type { CaptureSource } from '../../pipeline/capture-source.ts';
import type { Clock } from '../../pipeline/clock.ts';
import type { AudioFrame } from '../audio-frame.ts';
import { MediaTimeline } from './media-timeline.ts';

/** How often missing sound is looked for, in milliseconds. */
const FILL_EVERY_MS = 250;

/** About ten seconds of sound for a reader that is slow, or not there yet. */
const WAITING_FRAMES = 320;

/** What became of the sound of a page, in frames. */
type PageCaptureState = Readonly<Record<'heardFrames' | 'lostFrames' | 'droppedFrames', number>>;

interface PageCaptureOptions {
  readonly name: string;
  readonly clock: Clock;
}

/** Creates the capture source of a page that sends sound, see `PageCapture`. */
export function createPageCapture(options: PageCaptureOptions): PageCapture {
  return new PageCapture(options);
}

/**
 * The sound of one page, across all of its connections, as a capture source. It can be read again, from the sound of that
 * moment on; each reading has its own media time from 0. Where two read at once, the earlier one ends.
 */
class PageCapture implements CaptureSource {
  readonly name: string;
  readonly live = true;
  readonly #clock: Clock;
  readonly #ended = new AbortController();
  readonly #timeline = new MediaTimeline((frame) => this.#channel?.push(frame));
  #channel: BoundedChannel<AudioFrame> | undefined;
  #isRead = false;
  #heardFrames = 0;
  #droppedFrames = 0;

  constructor({ name, clock }: PageCaptureOptions) {
    this.name = name;
    this.#clock = clock;
    this.#channel = this.#newChannel();
    void this.#fillGaps();
  }

  /**
   * `heardFrames` arrived, without those that arrived twice or too late; in the place of `lostFrames` is silence, since they
   * did not come in time; the reader was too slow for `droppedFrames`.
   */
  get state(): PageCaptureState {
    return {
      heardFrames: this.#heardFrames,
      lostFrames: this.#timeline.silentFrames,
      droppedFrames: this.#droppedFrames,
    };
  }

  /** Number on the page of the newest frame that has arrived; undefined before the first one. */
  get newestFrame(): number | undefined {
    return this.#timeline.newestPageFrame;
  }

  /** Takes a frame. @param samples mono at 16 kHz, in [-1, 1]; its memory is given away. */
  push(pageFrame: number, samples: Float32Array): void {
    if (this.#ended.signal.aborted) return;
    if (this.#timeline.accept(pageFrame, samples, this.#clock.nowMs()) === 'taken') this.#heardFrames += 1;
  }

  /** No more sound comes: readers get what waits, then finish. */
  end(): void {
    this.#ended.abort();
    this.#channel?.close();
  }

  async *frames(signal: AbortSignal): AsyncGenerator<AudioFrame> {
    const channel = this.#openChannel();
    let firstSample: number | undefined;
    try {
      for await (const frame of channel.read(signal)) {
        firstSample ??= frame.startSample;
        yield { ...frame, startSample: frame.startSample - firstSample };
      }
    } finally {
      if (this.#channel === channel) this.#channel = undefined;
    }
  }

  async #fillGaps(): Promise<void> {
    while (!this.#ended.signal.aborted) {
      await this.#clock.sleep(FILL_EVERY_MS, this.#ended.signal);
      this.#timeline.fill(this.#clock.nowMs());
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
      if (this.#ended.signal.aborted) this.#channel.close();
    }
    this.#isRead = true;
    return this.#channel;
  }
}
