import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  admittedTexts,
  expiresAtMs,
  LEAST_SHOWN_MS,
  livingTexts,
  rollInTimesMs,
  type TimedText,
} from '../../src/overlay/cue-timing.ts';
import type { UtteranceId } from '../../src/protocol/caption-event.ts';

function timed(id: string, arrivedAtMs: number, text = 'Hello.', final = true): TimedText {
  const shown = { text, stableLength: text.length, language: 'en', final, untranslated: false };
  return { utteranceId: id as UtteranceId, shown, arrivedAtMs, changedAtMs: arrivedAtMs };
}

const ids = (texts: readonly TimedText[]): string[] => texts.map((text) => text.utteranceId);

describe('how long a text stays', () => {
  it('is the hold time, at least a second, and long enough to read it', () => {
    expect(expiresAtMs(timed('a', 0), 4000)).toBe(4000);
    expect(expiresAtMs(timed('a', 0), 100)).toBe(LEAST_SHOWN_MS);
    expect(expiresAtMs(timed('a', 0, 'x'.repeat(85)), 1000)).toBe(5000);
    expect(expiresAtMs(timed('a', 0, '宝'.repeat(17)), 1000)).toBe(2000);
  });

  it('is ten seconds for a partial that never becomes final', () => {
    expect(expiresAtMs(timed('a', 0, 'Hel', false), 4000)).toBe(10_000);
  });
});

describe('the living texts', () => {
  it('go away together after the newest one', () => {
    const texts = [timed('a', 0), timed('b', 3000)];
    expect(ids(livingTexts(texts, 6999, 4000))).toEqual(['a', 'b']);
    expect(livingTexts(texts, 7000, 4000)).toEqual([]);
  });

  it('do not bring back what was gone before the newest came', () => {
    expect(ids(livingTexts([timed('a', 0), timed('b', 4000)], 4000, 4000))).toEqual(['b']);
  });
});

describe('texts that come too fast', () => {
  const lines = (count: number) => (): number => count;

  it('wait until the one before them was there for a second', () => {
    const texts = [timed('a', 0), timed('b', 300)];
    expect(ids(admittedTexts(texts, 300, lines(2), 2))).toEqual(['a']);
    expect(ids(admittedTexts(texts, 1000, lines(2), 2))).toEqual(['a', 'b']);
  });

  it('come at once where there is room', () => {
    expect(ids(admittedTexts([timed('a', 0), timed('b', 1)], 1, lines(1), 2))).toEqual(['a', 'b']);
  });

  it('never wait longer than a second', () => {
    const arrivals = fc.array(fc.integer({ min: 0, max: 3000 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(arrivals, fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 4 }), (times, each, room) => {
        const texts = times.sort((one, other) => one - other).map((atMs, index) => timed(`u${index}`, atMs));
        const nowMs = texts.at(-1)!.arrivedAtMs + LEAST_SHOWN_MS;
        expect(admittedTexts(texts, nowMs, lines(each), room)).toEqual(texts);
        const early = admittedTexts(texts, texts.at(-1)!.arrivedAtMs, lines(each), room);
        expect(early).toEqual(texts.slice(0, early.length));
        expect(early.length).toBeGreaterThan(0);
      }),
    );
  });
});

describe('lines that come together', () => {
  it('roll in one after the other, within four seconds', () => {
    const text = { arrivedAtMs: 100, changedAtMs: 100 };
    expect(rollInTimesMs(text, 4, [], 2)).toEqual([100, 100, 1300, 2500]);
    expect(Math.max(...rollInTimesMs(text, 100, [], 2))).toBe(4100);
  });

  it('do not wait where they come one by one', () => {
    const text = { arrivedAtMs: 0, changedAtMs: 9000 };
    expect(rollInTimesMs(text, 4, [0, 3000, 6000], 2)).toEqual([0, 3000, 6000, 9000]);
  });
});
