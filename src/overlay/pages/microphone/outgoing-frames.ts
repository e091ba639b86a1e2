import { LONGEST_BACKLOG_MS, MOST_UNCONFIRMED_FRAMES, WIRE_FRAME_MS } from '../../../protocol/audio-contract.ts';
import type { CapturedFrame } from './frame-cutter.ts';

const MOST_FRAMES = Math.floor(LONGEST_BACKLOG_MS / WIRE_FRAME_MS);

/**
 * Frames from the microphone until the engine has confirmed them. While there is no connection the newest 5 s are kept;
 * older ones are dropped and counted. So many frames may be on their way, and no more: a slow network cannot make the
 * browser pile them up.
 */
export class OutgoingFrames {
  /** Oldest first. */
  #frames: CapturedFrame[] = [];
  /** How many of them, from the oldest, are on their way. */
  #sent = 0;
  #droppedFrames = 0;
  #newest = -1;

  /** How much sound was dropped, in milliseconds. */
  get droppedMs(): number {
    return this.#droppedFrames * WIRE_FRAME_MS;
  }

  /** How much sound waits to be sent, in milliseconds. */
  get waitingMs(): number {
    return (this.#frames.length - this.#sent) * WIRE_FRAME_MS;
  }

  /** True where frames are on their way. */
  get hasUnconfirmed(): boolean {
    return this.#sent > 0;
  }

  push(frame: CapturedFrame): void {
    // A microphone that is opened anew may begin in the frame in which it ended.
    if (frame.frame <= this.#newest) return;
    this.#newest = frame.frame;
    this.#frames.push(frame);
    if (this.#frames.length <= MOST_FRAMES) return;
    this.#frames.shift();
    if (this.#sent > 0) this.#sent -= 1;
    this.#droppedFrames += 1;
  }

  /** The frames that may be sent now. They count as sent. */
  takeDue(): readonly CapturedFrame[] {
    const due = this.#frames.slice(this.#sent, MOST_UNCONFIRMED_FRAMES);
    this.#sent += due.length;
    return due;
  }

  /** All frames up to this number have arrived. */
  confirm(frame: number): void {
    const count = this.#frames.filter((waiting) => waiting.frame <= frame).length;
    this.#frames = this.#frames.slice(count);
    this.#sent = Math.max(0, this.#sent - count);
  }

  /** What was on its way may be lost: it is sent again. The engine leaves out what comes twice. */
  rewind(): void {
    this.#sent = 0;
  }
}
