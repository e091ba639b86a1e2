import { describe, expect, it } from 'vitest';
import { allowanceOf, LagWatch } from '../../../../src/engine/transcription/lateness.ts';

const usual = { maxUtteranceMs: 12_000, longestSoundMs: 90_000 };

describe('what a source may have of its recogniser', () => {
  it('is everything while finals are in time', () => {
    expect(allowanceOf({ ...usual, behindMs: 4999 })).toEqual({ extras: true, maxMergedMs: 12_000 });
  });

  it('is one decode of a whole window where they are late', () => {
    expect(allowanceOf({ ...usual, behindMs: 5000 })).toEqual({ extras: false, maxMergedMs: 28_000 });
  });

  it('is no more at once than a host can do before it is taken for hung, and never less than an utterance', () => {
    expect(allowanceOf({ ...usual, behindMs: 5000, longestSoundMs: 20_000 }).maxMergedMs).toBe(20_000);
    expect(allowanceOf({ ...usual, behindMs: 5000, longestSoundMs: 0 }).maxMergedMs).toBe(12_000);
  });
});

describe('LagWatch', () => {
  it('tells once that finals come later and later, and again only after they were in time', () => {
    const watch = new LagWatch();
    const told = [59_000, 61_000, 80_000, 20_000, 61_000, 4000, 61_000].map((behindMs) => watch.take(behindMs));
    expect(told).toEqual([false, true, false, false, false, false, true]);
  });
});
