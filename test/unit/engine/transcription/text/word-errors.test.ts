import { describe, expect, it } from 'vitest';
import { wordErrorRate } from '../../../../../src/engine/transcription/text/word-errors.ts';

describe('wordErrorRate', () => {
  it.each([
    ['We won!', 'we won', 0],
    ['Tu vois le bateau noir ?', 'tu vois le bateau noir', 0],
    ['one two three four', 'one three four', 0.25],
    ['one two three four', 'one two too three four', 0.25],
    ['one two three four', 'one two three five', 0.25],
    ['café', 'cafe\u0301', 0],
    ["don't", 'don’t', 0],
    ['', '', 0],
    ['', 'invented', 1],
  ])('of %o heard as %o is %d', (reference, text, rate) => {
    expect(wordErrorRate(reference, text)).toBe(rate);
  });
});
