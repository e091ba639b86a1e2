import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nearestLanguage } from '../../../../src/protocol/language/nearest-language.ts';
import { canonicalTag } from '../../../../src/protocol/language/parse-language.ts';
import { sameLanguage, sameWrittenLanguage } from '../../../../src/protocol/language/same-language.ts';
import { anyTags, writtenTags } from './tags.ts';

describe('nearestLanguage', () => {
  it.each([
    ['zh-TW', ['zh-Hans', 'zh-Hant'], 'zh-Hant'],
    ['zh-HK', ['zh-Hans', 'zh-Hant'], 'zh-Hant'],
    ['zh-HK', ['zh', 'zh-TW'], 'zh-TW'],
    ['zh-TW', ['fr', 'zh'], 'zh'],
    ['zh', ['zh-TW', 'zh-CN'], 'zh-CN'],
    ['zh-Hant', ['zh-TW', 'zh-Hant'], 'zh-Hant'],
    ['no', ['fr', 'nb'], 'nb'],
    ['nb-NO', ['nn', 'no'], 'no'],
    ['nn', ['nb'], undefined],
    ['iw', ['nb', 'he'], 'he'],
    ['he', ['iw'], 'iw'],
    ['fil', ['tl'], 'tl'],
    ['pt', ['fr', 'pt-BR'], 'pt-BR'],
    ['pt-BR', ['pt-PT', 'pt'], 'pt'],
    ['PT-br', ['pt', 'pt-BR'], 'pt-BR'],
    ['en', ['en-GB', 'en-US'], 'en-GB'],
    ['sr-Latn', ['sr'], 'sr'],
    ['ja', ['fr'], undefined],
    ['auto', ['fr'], undefined],
    ['fr', [], undefined],
  ])('of %s among %j is %s', (wanted, tags, nearest) => {
    expect(nearestLanguage(wanted, tags)).toBe(nearest);
  });

  it('is one of the tags, of the language, and in its script where one is', () => {
    fc.assert(
      fc.property(anyTags, fc.array(anyTags, { maxLength: 6 }), (wanted, tags) => {
        const nearest = nearestLanguage(wanted, tags);
        expect(nearest === undefined).toBe(!tags.some((tag) => sameLanguage(tag, wanted)));
        if (nearest === undefined) return;
        expect(tags).toContain(nearest);
        expect(sameLanguage(nearest, wanted)).toBe(true);
        expect(sameWrittenLanguage(nearest, wanted)).toBe(tags.some((tag) => sameWrittenLanguage(tag, wanted)));
      }),
    );
  });

  it('is the wanted language itself wherever it is there', () => {
    fc.assert(
      fc.property(writtenTags, fc.array(writtenTags, { maxLength: 6 }), (wanted, tags) => {
        const nearest = nearestLanguage(wanted, [...tags, wanted]) ?? '';
        expect(canonicalTag(nearest)).toBe(canonicalTag(wanted));
      }),
    );
  });
});
