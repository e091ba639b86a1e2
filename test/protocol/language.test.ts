import { describe, expect, it } from 'vitest';
import { isUnspaced, textDirection } from '../../src/protocol/language.ts';

describe('textDirection', () => {
  it.each([
    ['en', 'ltr'],
    ['ar', 'rtl'],
    ['he-IL', 'rtl'],
    ['ur', 'rtl'],
    ['uz-Arab', 'rtl'],
    ['ku-Latn', 'ltr'],
    ['ja', 'ltr'],
  ])('writes %s %s', (language, direction) => {
    expect(textDirection(language)).toBe(direction);
  });
});

describe('isUnspaced', () => {
  it.each([
    ['ja', true],
    ['zh-Hant', true],
    ['th', true],
    ['ko', false],
    ['en-GB', false],
  ])('of %s is %s', (language, unspaced) => {
    expect(isUnspaced(language)).toBe(unspaced);
  });
});
