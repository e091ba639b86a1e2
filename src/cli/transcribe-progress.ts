import type { Clock } from '../engine/pipeline/clock.ts';
import { durationText } from './duration-text.ts';
import { CLEAR_LINE, print, printable } from './print.ts';
import type { Terminal } from './terminal.ts';

/** How often the line is drawn anew, in milliseconds. */
const DRAW_EVERY_MS = 250;

/** Before so much time nobody knows how long it takes, in milliseconds. */
const GUESS_AFTER_MS = 2000;

/** How far a transcript is. */
export interface TranscriptProgress {
  /** How much sound was read, in milliseconds. */
  readonly soundMs: number;
  /** How much of the file was read, from 0 to 1; undefined where its length is not known. */
  readonly share: number | undefined;
  /** How long it takes up to now, in milliseconds. */
  readonly elapsedMs: number;
}

/** `37 %, about 1 min 12 s left (4 min 2 s transcribed, 8.1 times real time)`. */
export function progressText({ soundMs, share, elapsedMs }: TranscriptProgress): string {
  const speed = elapsedMs < GUESS_AFTER_MS ? '' : `, ${(soundMs / elapsedMs).toFixed(1)} times real time`;
  const done = `${durationText(soundMs)} transcribed${speed}`;
  if (share === undefined) return done;
  // The last sentences are still being recognised when all is read.
  const percent = Math.min(99, Math.floor(share * 100));
  if (share >= 1) return `${percent} %, the last sentences (${done})`;
  if (elapsedMs < GUESS_AFTER_MS || share <= 0) return `${percent} % (${done})`;
  return `${percent} %, about ${durationText((elapsedMs * (1 - share)) / share)} left (${done})`;
}

/** One line on a terminal that tells how far the transcript is; nothing elsewhere. */
export class ProgressLine {
  readonly #stderr: Terminal['stderr'];
  readonly #clock: Clock;
  /** When the first sound was read: until then models were loaded. */
  #startedAtMs: number | undefined;
  #share: number | undefined;
  #drawnAtMs = Number.NEGATIVE_INFINITY;

  constructor(stderr: Terminal['stderr'], clock: Clock) {
    this.#stderr = stderr;
    this.#clock = clock;
  }

  /** @param share of the file, from 0 to 1. */
  shareIs(share: number): void {
    this.#share = share;
  }

  /** @param soundMs how much sound was read up to now, in milliseconds. */
  show(soundMs: number): void {
    const nowMs = this.#clock.nowMs();
    this.#startedAtMs ??= nowMs;
    if (this.#stderr.isTTY !== true || nowMs - this.#drawnAtMs < DRAW_EVERY_MS) return;
    this.#drawnAtMs = nowMs;
    const text = progressText({ soundMs, share: this.#share, elapsedMs: nowMs - this.#startedAtMs });
    print(this.#stderr, printable`${CLEAR_LINE}${text}`);
  }

  /** Leaves the line, for something else or for good. */
  clear(): void {
    if (this.#drawnAtMs === Number.NEGATIVE_INFINITY) return;
    this.#drawnAtMs = Number.NEGATIVE_INFINITY;
    print(this.#stderr, CLEAR_LINE);
  }
}
