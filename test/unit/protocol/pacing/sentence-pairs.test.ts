import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LEAST_STAY_MS } from '../../../../src/protocol/pacing/pace-rules.ts';
import type { PacedLine } from '../../../../src/protocol/pacing/paced-line.ts';
import type { PacedScreen } from '../../../../src/protocol/pacing/paced-screen.ts';
import { letters, line, playOffers, RULES, type Offer } from '../../../support/pacing.ts';

/** A sentence with the lines of both places, in milliseconds. */
interface Spoken {
  readonly gapMs: number;
  readonly source: readonly string[];
  readonly translation: readonly string[];
  readonly translatedAfterMs: number;
}

/** Each sentence comes whole, and its translation later, in order. */
function offersOf(spoken: readonly Spoken[]): Offer[] {
  let atMs = 0;
  let translatedMs = 0;
  const arrivals = spoken.map((sentence) => {
    atMs += sentence.gapMs;
    translatedMs = Math.max(translatedMs, atMs + sentence.translatedAfterMs);
    return { sentence, atMs, translatedMs };
  });
  const linesUntil = (nowMs: number): Offer['lines'] => {
    const of = (part: 'source' | 'translation', isThere: (one: (typeof arrivals)[number]) => boolean): PacedLine[] =>
      arrivals.flatMap((one, number) =>
        isThere(one) ? one.sentence[part].map((text, index) => line(`s${number} ${index}`, text)) : [],
      );
    return {
      source: of('source', (one) => one.atMs <= nowMs),
      main: of('translation', (one) => one.translatedMs <= nowMs),
    };
  };
  const times = arrivals.flatMap((one) => [one.atMs, one.translatedMs]);
  return [...new Set(times)].sort((one, other) => one - other).map((time) => ({ atMs: time, lines: linesUntil(time) }));
}

function spoken(gap: { min: number; max: number }, delay: { min: number; max: number }): fc.Arbitrary<Spoken[]> {
  const lines = (most: number) =>
    fc.array(fc.integer({ min: 2, max: most }).map(letters), { minLength: 1, maxLength: 2 });
  return fc.array(
    fc.record({
      gapMs: fc.integer(gap),
      source: lines(66),
      translation: lines(42),
      translatedAfterMs: fc.integer(delay),
    }),
    { minLength: 1, maxLength: 20 },
  );
}

/** Each has up to 20 sentences in a row. */
const RUNS = 100;

const number = (sentence: string): number => Number(sentence.slice(1));
const newest = (lines: readonly PacedLine[]): number => Math.max(...lines.map(({ sentence }) => number(sentence)));

describe('a sentence and its translation', () => {
  it('each stand for at least 0.8 s and come within the longest lag, however fast they come', () => {
    fc.assert(
      fc.property(spoken({ min: 0, max: 3000 }, { min: 0, max: 6000 }), (all) => {
        const wrong = playOffers(offersOf(all)).stays.filter(
          ({ shownAtMs, goneAtMs, arrivedAtMs }) =>
            goneAtMs - shownAtMs < LEAST_STAY_MS - 0.01 || shownAtMs - arrivedAtMs > RULES.maxLagMs + 0.01,
        );
        expect(wrong).toEqual([]);
      }),
      { numRuns: RUNS },
    );
  });

  it('stand together where the translation comes in time', () => {
    fc.assert(
      fc.property(spoken({ min: 6700, max: 8000 }, { min: 0, max: 1500 }), (all) => {
        const apart: PacedScreen[] = [];
        const judge = (screen: PacedScreen): void => {
          const { main, source } = screen;
          if (main.standing.length === 0 || source.standing.length === 0) return;
          if (newest(source.standing) !== newest(main.standing)) apart.push(screen);
        };
        // Nothing is cleared between sentences, so that each one follows another.
        playOffers(offersOf(all), { ...RULES, holdMs: 60_000 }, judge);
        expect(apart).toEqual([]);
      }),
      { numRuns: RUNS },
    );
  });

  it('are each shown once, whole', () => {
    fc.assert(
      fc.property(spoken({ min: 3000, max: 8000 }, { min: 0, max: 2500 }), (all) => {
        const { stays } = playOffers(offersOf(all));
        for (const place of ['main', 'source'] as const) {
          const keys = stays.filter((stay) => stay.place === place).map(({ key }) => key);
          expect(keys).toEqual([...new Set(keys)]);
          const part = place === 'main' ? 'translation' : 'source';
          expect(keys).toHaveLength(all.reduce((sum, one) => sum + one[part].length, 0));
        }
      }),
      { numRuns: RUNS },
    );
  });

  it('leave together', () => {
    const [first, second] = [letters(20), letters(40)];
    const offers = offersOf([
      { gapMs: 0, source: [first], translation: [first], translatedAfterMs: 100 },
      { gapMs: 3000, source: [first], translation: [second, second], translatedAfterMs: 100 },
    ]);
    const { stays } = playOffers(offers);
    const gone = stays.filter(({ sentence }) => sentence === 's0').map(({ goneAtMs }) => goneAtMs);
    expect(gone).toEqual([3100, 3100]);
  });
});

describe('what was said', () => {
  it('comes at once where it stands over no other translation', () => {
    const { stays } = playOffers([{ atMs: 5, lines: { main: [], source: [line('a 0', 'Hello', false)] } }]);
    expect(stays).toMatchObject([{ place: 'source', shownAtMs: 5 }]);
  });
});
