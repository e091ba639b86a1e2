import type { Clock } from '../../pipeline/clock.ts';

// Together these are 1: so much fits into any minute, and no more.

/** What is earned within a minute. */
const EARNED_SHARE = 0.7;
/** What is saved while nobody speaks, so that the first sentence after a silence gets its drafts soon. */
const SAVED_SHARE = 0.1;
/** The longest draft. It may be sent as soon as nothing is owed, and is paid for afterwards. */
const LONGEST_SHARE = 0.2;

const MINUTE_MS = 60_000;

/** A language waits so much longer for each one that had its last draft before it: so they take turns. In milliseconds. */
const TURN_MS = 100;

/**
 * How many characters of drafts a translator may get in any minute, of all languages together. A token bucket that may be
 * overdrawn by one draft: so a draft is as good as it can be when it is its turn, and a sentence that grows faster than
 * what is earned is not without any.
 */
export class DraftAllowance {
  readonly mostPerMinute: number;
  readonly #clock: Clock;
  #balance: number;
  #countedAtMs: number;
  #sent = 0;
  /** The languages that had a draft, the one that had the last one at the end. */
  #served: readonly string[] = [];

  /** @param mostPerMinute characters; 0 allows no drafts. */
  constructor(mostPerMinute: number, clock: Clock) {
    this.mostPerMinute = mostPerMinute;
    this.#clock = clock;
    this.#balance = mostPerMinute * SAVED_SHARE;
    this.#countedAtMs = clock.nowMs();
  }

  /** All characters that were sent so far. */
  get sent(): number {
    return this.#sent;
  }

  /**
   * In how many milliseconds a draft of so many characters may be sent; 0: now, `Infinity`: never.
   * @param language BCP-47 tag of what it is translated into.
   */
  waitMs(characters: number, language: string): number {
    if (characters === 0) return 0;
    if (characters > this.mostPerMinute * LONGEST_SHARE) return Infinity;
    this.#earn();
    const turnMs = Math.max(0, this.#served.indexOf(language)) * TURN_MS;
    return Math.max(0, Math.ceil(turnMs - this.#balance / this.#earnedPerMs));
  }

  /** A draft of so many characters is sent. */
  take(characters: number, language: string): void {
    this.#earn();
    this.#balance -= characters;
    this.#sent += characters;
    this.#served = [...this.#served.filter((other) => other !== language), language];
  }

  get #earnedPerMs(): number {
    return (this.mostPerMinute * EARNED_SHARE) / MINUTE_MS;
  }

  #earn(): void {
    const nowMs = this.#clock.nowMs();
    const earned = (nowMs - this.#countedAtMs) * this.#earnedPerMs;
    this.#balance = Math.min(this.mostPerMinute * SAVED_SHARE, this.#balance + earned);
    this.#countedAtMs = nowMs;
  }
}
