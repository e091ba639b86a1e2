import { expect, it } from 'vitest';
import { whyShortened } from '../../../src/cli/shortened-captions.ts';

it('tells how many captions were shortened and why, the most frequent reason first', () => {
  const counters = { finals: 9, 'finals-shortened-impossible-speed': 1, 'finals-shortened-repetition': 2 };
  expect(whyShortened(counters)).toBe(
    'Captions were shortened by what is not speech: looping text (in 2 captions), more words than the sound can hold (in 1 caption).',
  );
});

it('says nothing where all captions are whole', () => {
  expect(whyShortened({ finals: 9, 'discarded-repetition': 2 })).toBeUndefined();
});
