import { median } from '../median.ts';

/** Within which bounds a step is, in milliseconds of sound. */
export interface StepLimits {
  /** What a machine with time to spare takes at once. */
  readonly shortestMs: number;
  /** However busy the machine is, so much new sound is heard. */
  readonly longestMs: number;
  /** A longer step is worth telling: viewers notice that words come seldom. */
  readonly noticedMs: number;
}

/** A partial that was decoded, or a piece of sound that a stream was fed with. */
interface StepWork {
  readonly sourceId: string;
  readonly tookMs: number;
  /** When it ended, in milliseconds of the engine's clock. */
  readonly atMs: number;
  /** How many hosts share the work. */
  readonly hosts: number;
}

/** The work of all steps may take this share of the time of the hosts: finals come first, and a game shares the machine. */
const SHARE = 0.5;

/** So many of the newest works tell how long one takes. A slow one among them changes nothing. */
const REMEMBERED = 5;
const FEWEST = 3;

/** The step stays while what it would have to be is not far from it; else it would change with every decode. */
const TOO_SHORT = 1.1;
const TOO_LONG = 0.6;

/** It gets shorter only after there was room for so long: whatever makes a machine busy comes and goes. */
const ROOM_MS = 5000;

/** A source that was not heard for this, and for three steps, has stopped talking. */
const SILENT_MS = 3000;
const SILENT_STEPS = 3;

/** A long step is told once it was long for this: a moment of load is over sooner. */
const TOLD_AFTER_MS = 15_000;

/**
 * How much new sound is heard at once while somebody talks. Where a decode, or the feeding of a stream, takes more than its
 * share of the step, the step grows at once; it shrinks again after a time in which there was room.
 */
export class AdaptiveStep {
  readonly #limits: StepLimits;
  readonly #heardAtMs = new Map<string, number>();
  #took: readonly number[] = [];
  #ms: number;
  #longestMs: number;
  /** Since when a shorter one would do, and the longest of those. */
  #room: { readonly sinceMs: number; readonly neededMs: number } | undefined;
  #longSinceMs: number | undefined;
  #wasLong = false;

  constructor(limits: StepLimits) {
    this.#limits = limits;
    this.#ms = this.#longestMs = limits.shortestMs;
  }

  /** The step now, in milliseconds of sound. */
  get ms(): number {
    return this.#ms;
  }

  /** The longest one so far. */
  get longestMs(): number {
    return this.#longestMs;
  }

  /** True once it was so long for a while that viewers noticed. */
  get wasLong(): boolean {
    return this.#wasLong;
  }

  /** What the work of one step usually takes, in milliseconds; infinite where that is not known yet. */
  get usualMs(): number {
    if (this.#took.length < FEWEST) return Number.POSITIVE_INFINITY;
    return median(this.#took) ?? Number.POSITIVE_INFINITY;
  }

  /** Takes what was just done. True where it is time to tell that the step is long: once. */
  take({ sourceId, tookMs, atMs, hosts }: StepWork): boolean {
    this.#took = [...this.#took, tookMs].slice(-REMEMBERED);
    this.#heardAtMs.set(sourceId, atMs);
    if (this.#took.length < FEWEST) return false;
    this.#adapt(this.#neededMs(atMs, hosts), atMs);
    return this.#isToBeTold(atMs);
  }

  #neededMs(nowMs: number, hosts: number): number {
    const silentMs = Math.max(SILENT_MS, SILENT_STEPS * this.#ms);
    for (const [id, atMs] of this.#heardAtMs) if (nowMs - atMs > silentMs) this.#heardAtMs.delete(id);
    const sourcesPerHost = Math.max(1, this.#heardAtMs.size / hosts);
    const { shortestMs, longestMs } = this.#limits;
    return Math.min(longestMs, Math.max(shortestMs, (this.usualMs * sourcesPerHost) / SHARE));
  }

  #adapt(neededMs: number, nowMs: number): void {
    if (neededMs > TOO_SHORT * this.#ms) {
      this.#ms = neededMs;
      this.#longestMs = Math.max(this.#longestMs, neededMs);
    }
    if (neededMs >= TOO_LONG * this.#ms) {
      this.#room = undefined;
      return;
    }
    const { sinceMs, neededMs: before } = this.#room ?? { sinceMs: nowMs, neededMs };
    this.#room = { sinceMs, neededMs: Math.max(before, neededMs) };
    if (nowMs - sinceMs < ROOM_MS) return;
    this.#ms = this.#room.neededMs;
    this.#room = undefined;
  }

  #isToBeTold(nowMs: number): boolean {
    if (this.#ms <= this.#limits.noticedMs) this.#longSinceMs = undefined;
    else this.#longSinceMs ??= nowMs;
    const isDue = this.#longSinceMs !== undefined && nowMs - this.#longSinceMs >= TOLD_AFTER_MS;
    if (!isDue || this.#wasLong) return false;
    this.#wasLong = true;
    return true;
  }
}
