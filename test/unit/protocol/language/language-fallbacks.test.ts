import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { languageFallbacks } from '../../../../src/protocol/language/language-fallbacks.ts';
import { canonicalTag } from '../../../../src/protocol/language/parse-language.ts';
import { sameLanguage } from '../../../../src/protocol/language/same-language.ts';
import { writtenTags } from './tags.ts';

describe('languageFallbacks', () => {
  it.each([
    ['zh-TW', ['zh-TW', 'zh-Hant', 'zh']],
    ['zh-hant-tw', ['zh-Hant-TW', 'zh-Hant', 'zh-TW', 'zh']],
    ['zh', ['zh']],
    ['pt-BR', ['pt-BR', 'pt-Latn', 'pt']],
    ['nb-NO', ['nb-NO', 'nb-Latn', 'nb', 'no']],
    ['no', ['no', 'nb']],
    ['iw', ['he']],
    ['auto', []],
    ['not a tag', []],
  ])('of %s are %j', (tag, fallbacks) => {
    expect(languageFallbacks(tag)).toEqual(fallbacks);
  });

  it('begin with the tag itself, and are canonical tags of one language, each once', () => {
    fc.assert(
      fc.property(writtenTags, (tag) => {
        const fallbacks = languageFallbacks(tag);
        expect(fallbacks[0]).toBe(canonicalTag(tag));
        expect(new Set(fallbacks).size).toBe(fallbacks.length);
        expect(fallbacks.map(canonicalTag)).toEqual(fallbacks);
        expect(fallbacks.filter((fallback) => !sameLanguage(fallback, tag))).toEqual([]);
      }),
    );
  });
});
