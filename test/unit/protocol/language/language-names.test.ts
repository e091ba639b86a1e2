import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { englishName, languageNamed, ownName } from '../../../../src/protocol/language/language-names.ts';
import { anyTags } from './tags.ts';

describe('englishName', () => {
  it.each([
    ['es', 'Spanish'],
    ['pt-BR', 'Portuguese (Brazil)'],
    ['pt_PT', 'Portuguese (Portugal)'],
    ['zh', 'Chinese'],
    ['zh-Hant', 'Chinese (Traditional)'],
    ['iw', 'Hebrew'],
    ['no', 'Norwegian'],
    ['nb', 'Norwegian Bokmål'],
    ['jp', undefined],
    ['auto', undefined],
    ['not a tag', undefined],
  ])('of %s is %s', (tag, name) => {
    expect(englishName(tag)).toBe(name);
  });
});

describe('ownName', () => {
  it.each([
    ['es-MX', 'español'],
    ['de', 'Deutsch'],
    ['ja', '日本語'],
    ['iw', 'עברית'],
    ['sr', 'српски'],
    ['sr-Latn', 'srpski'],
    ['jp', undefined],
    ['und', undefined],
  ])('of %s is %s', (tag, name) => {
    expect(ownName(tag)).toBe(name);
  });
});

describe('languageNamed', () => {
  it.each([
    ['spanish', 'es'],
    ['Hebrew', 'he'],
    ['Indonesian', 'id'],
    ['javanese', 'jv'],
    ['romanian', 'ro'],
    ['norwegian', 'no'],
    ['', undefined],
    ['es', undefined],
    ['elvish', undefined],
  ])('of %j is %j', (name, code) => {
    expect(languageNamed(name)).toBe(code);
  });
});

it('names whatever is asked without an error', () => {
  fc.assert(
    fc.property(anyTags, (tag) => {
      for (const name of [englishName(tag), ownName(tag), languageNamed(tag)]) expect(name).not.toBe('');
    }),
  );
});
