import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  canonicalTag,
  isUnknownLanguage,
  parseLanguage,
  primarySubtag,
} from '../../../../src/protocol/language/parse-language.ts';
import { anyTags, writtenTags } from './tags.ts';

describe('parseLanguage', () => {
  it('takes a tag apart', () => {
    expect(parseLanguage('zh-TW')).toEqual({
      tag: 'zh-TW',
      primary: 'zh',
      region: 'TW',
      script: 'Hant',
      namesScript: false,
    });
    expect(parseLanguage('SR_latn')).toEqual({ tag: 'sr-Latn', primary: 'sr', script: 'Latn', namesScript: true });
    expect(parseLanguage('en-u-ca-gregory')?.tag).toBe('en');
  });

  it.each(['', 'auto', 'und', 'und-Latn', 'mul', 'zxx', 'english', 'español', 'i-klingon', 'en-Latn-Cyrl', '-', 'a'])(
    'finds no language in %j',
    (tag) => {
      expect(parseLanguage(tag)).toBeUndefined();
    },
  );

  it('does not throw, and gives the same each time', () => {
    fc.assert(
      fc.property(anyTags, (tag) => {
        expect(parseLanguage(tag)).toEqual(parseLanguage(tag));
      }),
    );
  });

  it('gives the same for a tag and its canonical form', () => {
    fc.assert(
      fc.property(writtenTags, (written) => {
        const language = parseLanguage(written);
        expect(language?.tag).toMatch(/^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|\d{3}))?$/u);
        expect(parseLanguage(language?.tag ?? '')).toEqual(language);
      }),
    );
  });

  it('tells tags right after more of them than it remembers', () => {
    for (let index = 0; index < 2000; index += 1) parseLanguage(`en-x-n${index}`);
    expect(parseLanguage('pt-br')?.tag).toBe('pt-BR');
  });
});

describe('primarySubtag', () => {
  it.each([
    ['pt-BR', 'pt'],
    ['ES_mx', 'es'],
    ['iw-IL', 'he'],
    ['in', 'id'],
    ['jw', 'jv'],
    ['ji', 'yi'],
    ['tl', 'fil'],
    ['sh', 'sr'],
    ['cmn-Hant', 'zh'],
    ['eng', 'en'],
    ['no', 'no'],
    ['nb-NO', 'nb'],
    ['auto', 'auto'],
    ['Klingon-old', 'klingon'],
    ['', ''],
  ])('of %j is %j', (tag, primary) => {
    expect(primarySubtag(tag)).toBe(primary);
  });

  it('is its own primary subtag', () => {
    fc.assert(
      fc.property(anyTags, (tag) => {
        expect(primarySubtag(primarySubtag(tag))).toBe(primarySubtag(tag));
      }),
    );
  });
});

describe('canonicalTag', () => {
  it.each([
    ['pt-br', 'pt-BR'],
    ['ZH-hant-tw', 'zh-Hant-TW'],
    ['iw', 'he'],
    ['pt_BR', undefined],
    ['auto', undefined],
    ['und', undefined],
    ['en-', undefined],
    ['en us', undefined],
  ])('of %j is %j', (written, tag) => {
    expect(canonicalTag(written)).toBe(tag);
  });
});

describe('isUnknownLanguage', () => {
  it.each(['', 'auto', 'AUTO', 'und', 'und-Latn', 'mul', 'zxx'])('is true of %j', (tag) => {
    expect(isUnknownLanguage(tag)).toBe(true);
  });

  it('is false of what may be a language', () => {
    fc.assert(
      fc.property(writtenTags, (tag) => {
        expect(isUnknownLanguage(tag)).toBe(false);
      }),
    );
    expect(isUnknownLanguage('klingon')).toBe(false);
  });
});
