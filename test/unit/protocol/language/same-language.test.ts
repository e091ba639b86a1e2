import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { otherName, sameLanguage, sameWrittenLanguage } from '../../../../src/protocol/language/same-language.ts';
import { anyTags } from './tags.ts';

describe('the same language', () => {
  it.each([
    ['pt', 'pt-BR', true, true],
    ['en-GB', 'EN_us', true, true],
    ['zh', 'zh-CN', true, true],
    ['zh-TW', 'zh-Hant-HK', true, true],
    ['zh', 'zh-TW', true, false],
    ['zh-Hans', 'zh-Hant', true, false],
    ['sr', 'sr-Latn', true, false],
    ['no', 'nb', true, true],
    ['no', 'nb-NO', true, true],
    ['no', 'nn', false, false],
    ['tl', 'fil', true, true],
    ['iw', 'he-IL', true, true],
    ['in', 'id', true, true],
    ['es', 'pt', false, false],
    ['auto', 'auto', true, true],
    ['auto', 'en', false, false],
    ['klingon', 'KLINGON', true, true],
  ])('of %s and %s is %s, as it is written %s', (one, other, spoken, written) => {
    expect([sameLanguage(one, other), sameLanguage(other, one)]).toEqual([spoken, spoken]);
    expect([sameWrittenLanguage(one, other), sameWrittenLanguage(other, one)]).toEqual([written, written]);
  });

  it('divides all tags into groups', () => {
    for (const same of [sameLanguage, sameWrittenLanguage]) {
      fc.assert(
        fc.property(anyTags, anyTags, anyTags, (one, other, third) => {
          expect(same(one, one)).toBe(true);
          expect(same(one, other)).toBe(same(other, one));
          if (same(one, other) && same(other, third)) expect(same(one, third)).toBe(true);
        }),
      );
    }
  });

  it('holds for what is written in the same language', () => {
    fc.assert(
      fc.property(anyTags, anyTags, (one, other) => {
        if (sameWrittenLanguage(one, other)) expect(sameLanguage(one, other)).toBe(true);
      }),
    );
  });
});

describe('otherName', () => {
  it('knows both codes of a language', () => {
    expect([otherName('no'), otherName('nb'), otherName('nn'), otherName('es')]).toEqual([
      'nb',
      'no',
      undefined,
      undefined,
    ]);
  });
});
