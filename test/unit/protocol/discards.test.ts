import { expect, it } from 'vitest';
import { cutCounts, discardCounts } from '../../../src/protocol/discards.ts';

it('lists why utterances had no caption, the most frequent reason first', () => {
  const counters = { finals: 7, 'discarded-no-text': 2, 'discarded-wrong-script': 5, 'discarded-merged': 0 };
  expect(discardCounts(counters)).toEqual([
    { reason: 'wrong-script', label: 'script of another language', count: 5 },
    { reason: 'no-text', label: 'no words in it', count: 2 },
  ]);
  expect(discardCounts({})).toEqual([]);
});

it('lists what was left out of captions', () => {
  expect(cutCounts({ finals: 7, 'finals-shortened-repetition': 2, 'discarded-repetition': 5 })).toEqual([
    { reason: 'repetition', label: 'looping text', count: 2 },
  ]);
});
