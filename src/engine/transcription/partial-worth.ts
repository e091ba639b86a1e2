import { median } from './median.ts';

/** So many of the newest utterances tell how long this speaker usually talks. */
const REMEMBERED = 8;

/** Before anything is known, and for whoever gives short answers: a partial that comes sooner is always wanted. */
const SHORTEST_LIKELY_MS = 2000;

/** Whoever has talked for a while goes on for about half as long again. */
const GOES_ON = 1.5;

/** In a pause, a decode that takes longer than this can only delay the final. */
const LONGEST_SPECULATION_MS = 1500;

/**
 * Whether a decode beside the finals is worth its time on this machine. One that comes when the utterance has ended shows
 * nothing and makes its final wait.
 */
export class PartialWorth {
  #lengths: readonly number[] = [];

  /** An utterance ended after so many milliseconds of speech. */
  ended(spokenMs: number): void {
    this.#lengths = [...this.#lengths, spokenMs].slice(-REMEMBERED);
  }

  /** @param decodeMs how long it will take; 0 where that is not known. */
  ofPartial(spokenMs: number, decodeMs: number): boolean {
    const usualMs = median(this.#lengths) ?? 0;
    return spokenMs + decodeMs <= Math.max(SHORTEST_LIKELY_MS, usualMs, GOES_ON * spokenMs);
  }

  /** @param decodeMs how long it will take; 0 where that is not known. */
  ofSpeculation(decodeMs: number): boolean {
    return decodeMs <= LONGEST_SPECULATION_MS;
  }
}
