import { describe, expect, it } from 'vitest';
import { isUnspaced, scriptCode, textDirection } from '../../../../src/protocol/language/writing.ts';

describe('textDirection', () => {
  it.each([
    ['en', 'ltr'],
    ['ar', 'rtl'],
    ['he-IL', 'rtl'],
    ['ur', 'rtl'],
    ['uz-Arab', 'rtl'],
    ['ku-Latn', 'ltr'],
    ['ja', 'ltr'],
    ['iw', 'rtl'],
    ['PA_pk', 'rtl'],
    ['ckb', 'rtl'],
    ['ku', 'ltr'],
    ['he-Latn', 'ltr'],
    ['und', 'ltr'],
    ['not a tag', 'ltr'],
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
    ['yue', true],
    ['my', true],
    ['zh-Latn', false],
    ['auto', false],
  ])('of %s is %s', (language, unspaced) => {
    expect(isUnspaced(language)).toBe(unspaced);
  });
});

describe('scriptCode', () => {
  it.each([
    ['es', 'Latn'],
    ['zh', 'Hans'],
    ['zh-TW', 'Hant'],
    ['sr', 'Cyrl'],
    ['sr-Latn', 'Latn'],
    ['ja', 'Jpan'],
    ['auto', undefined],
    ['jp', undefined],
  ])('of %s is %s', (tag, script) => {
    expect(scriptCode(tag)).toBe(script);
  });
});
