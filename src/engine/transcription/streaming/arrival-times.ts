import type { TimedToken } from '../text/timed-tokens.ts';

/**
 * Times for the words of a recogniser that gives none: each was said between the last answer and the one that first had it,
 * but for what the model looks ahead. That is near enough to cut between sentences.
 */
export class ArrivalTimes {
  readonly #lookAheadMs: number;
  #spans: { readonly startMs: number; readonly endMs: number }[] = [];
  #heardMs = 0;

  constructor(lookAheadMs: number) {
    this.#lookAheadMs = lookAheadMs;
  }

  /** @param heardMs length of the sound that was heard by now. Words that have times keep theirs. */
  of(tokens: readonly TimedToken[], heardMs: number): readonly TimedToken[] {
    const before = Math.min(this.#spans.length, tokens.length);
    const startMs = Math.max(0, this.#heardMs - this.#lookAheadMs, this.#spans[before - 1]?.endMs ?? 0);
    const endMs = Math.max(startMs, heardMs - this.#lookAheadMs);
    this.#heardMs = heardMs;
    const shareMs = (endMs - startMs) / Math.max(1, tokens.length - before);
    const added = tokens.slice(before).map((_, index) => ({
      startMs: startMs + index * shareMs,
      endMs: startMs + (index + 1) * shareMs,
    }));
    this.#spans = [...this.#spans.slice(0, before), ...added];
    return tokens.map((token, index) => ({ ...this.#spans[index], ...token }));
  }

  /** Forgets the first words. */
  drop(count: number): void {
    this.#spans = this.#spans.slice(count);
  }
}
