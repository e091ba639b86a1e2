import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  advanceCaptions,
  LEAST_MS,
  MOST_WAITING,
  NO_CAPTIONS,
  nextChangeMs,
  offerCaption,
  type PacedCaptions,
} from '../../../../../src/engine/stream-captions/cea608/paced-captions.ts';

interface Said {
  readonly atMs: number;
  readonly text: string;
  readonly sourceId?: string;
}

interface Shown {
  readonly atMs: number;
  readonly text: string;
}

/** All that comes onto the screen of what is said. @param isResting whether captions wait. */
function play(said: readonly Said[], isResting = false) {
  let captions: PacedCaptions = NO_CAPTIONS;
  let [nowMs, skipped, mostWaiting] = [0, 0, 0];
  const shown: Shown[] = [];
  const runUntil = (endMs: number): void => {
    for (;;) {
      const dueMs = nextChangeMs(captions, isResting);
      if (dueMs === undefined || dueMs > endMs) break;
      nowMs = Math.max(nowMs, dueMs);
      const step = advanceCaptions(captions, nowMs, isResting);
      captions = step.captions;
      if (step.show !== undefined) shown.push({ atMs: nowMs, text: step.show });
    }
    nowMs = endMs;
  };
  for (const { atMs, text, sourceId = 'mic' } of said) {
    runUntil(atMs);
    const offered = offerCaption(captions, { text, sourceId });
    captions = offered.captions;
    skipped += offered.skipped;
    mostWaiting = Math.max(mostWaiting, captions.waiting.flatMap(({ words }) => words).join(' ').length);
    runUntil(atMs);
  }
  runUntil(Number.POSITIVE_INFINITY);
  const lastCaption = shown.filter(({ text }) => text !== '').at(-1);
  return { shown, skipped, mostWaiting, lagMs: (lastCaption?.atMs ?? 0) - (said.at(-1)?.atMs ?? 0) };
}

const WORDS = ['I', 'we', 'the', 'boat', 'river', 'nobody', 'through', 'remember', 'something', 'a', 'of', 'house'];

/** Sentences of somebody who never draws breath, as they become final. */
function talk(wordsPerMinute: number): fc.Arbitrary<readonly Said[]> {
  const sentence = fc.array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 18 });
  return fc.array(sentence, { minLength: 1, maxLength: 60 }).map((sentences) => {
    let words = 0;
    return sentences.map((sentence) => {
      words += sentence.length;
      return { atMs: (words / wordsPerMinute) * 60_000, text: `${sentence.join(' ')}.` };
    });
  });
}

const wordsIn = (texts: readonly string[]): readonly string[] => texts.join(' ').split(/\s+/u).filter(Boolean);

describe('captions at the speed of reading', () => {
  it('come at once, stand for their time, and are cleared where nothing follows', () => {
    const { shown } = play([{ atMs: 1000, text: 'Good evening, everybody.' }]);
    expect(shown).toEqual([
      { atMs: 1000, text: 'Good evening, everybody.' },
      { atMs: 4000, text: '' },
    ]);
  });

  it('are cleared as soon as they are read where captions wait', () => {
    const { shown } = play([{ atMs: 1000, text: 'Good evening, everybody.' }], true);
    expect(shown.at(-1)).toEqual({ atMs: 1000 + LEAST_MS, text: '' });
  });

  it('share a screen where sentences are short, but not those of two people', () => {
    const first = { atMs: 0, text: 'One moment.' };
    const others = ['Yes.', 'Right.'].map((text, index) => ({ atMs: 100 + index, text }));
    expect(play([first, ...others]).shown.map(({ text }) => text)).toEqual(['One moment.', 'Yes. Right.', '']);
    const answer = { atMs: 200, text: 'No.', sourceId: 'guest' };
    expect(play([first, ...others, answer]).shown.map(({ text }) => text)).toEqual([
      'One moment.',
      'Yes. Right.',
      'No.',
      '',
    ]);
  });

  it('show every word in order, each caption long enough, where nobody talks faster than 200 words a minute', () => {
    fc.assert(
      fc.property(talk(200), (said) => {
        const { shown, skipped, lagMs } = play(said);
        expect(skipped).toBe(0);
        expect(wordsIn(shown.map(({ text }) => text))).toEqual(wordsIn(said.map(({ text }) => text)));
        expect(Math.min(...standing(shown))).toBeGreaterThanOrEqual(LEAST_MS);
        expect(shown.at(-1)?.text).toBe('');
        expect(lagMs).toBeLessThan(10_000);
      }),
    );
  });

  it('leave out the oldest where somebody talks too fast, and are never far behind', () => {
    fc.assert(
      fc.property(talk(260), talk(600), (fast, mad) => {
        for (const said of [fast, mad]) {
          const { shown, mostWaiting, lagMs } = play(said);
          expect(mostWaiting).toBeLessThanOrEqual(MOST_WAITING);
          expect(lagMs).toBeLessThan(12_000);
          const last = said.at(-1)?.text.split(' ').at(-1) ?? '';
          expect(shown.at(-2)?.text.split(/\s/u).at(-1)).toBe(last);
          expect(shown.at(-1)?.text).toBe('');
          expect(Math.min(...standing(shown))).toBeGreaterThanOrEqual(LEAST_MS);
        }
      }),
    );
  });

  it('count what is left out: whole texts, the beginning of one that is too long, and what has no characters', () => {
    const long = Array.from({ length: 40 }, (_, index) => `word${index} and`).join(' ');
    expect(play([{ atMs: 0, text: long }])).toMatchObject({ skipped: 1 });
    expect(play(Array.from({ length: 8 }, () => ({ atMs: 0, text: long.slice(0, 90) }))).skipped).toBeGreaterThan(3);
    expect(play([{ atMs: 0, text: '日本語' }])).toMatchObject({ skipped: 1, shown: [] });
    expect(play([{ atMs: 0, text: '  ' }])).toMatchObject({ skipped: 0, shown: [] });
  });
});

/** How long each caption stood, in milliseconds. */
function standing(shown: readonly Shown[]): readonly number[] {
  return shown.flatMap(({ atMs, text }, index) => {
    const next = shown[index + 1];
    return next && text !== '' ? [Math.round(next.atMs - atMs)] : [];
  });
}
