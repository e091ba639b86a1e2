import { describe, expect, it } from 'vitest';
import { parseSpokenLanguages } from '../../../src/protocol/parse-spoken-languages.ts';

describe('parseSpokenLanguages', () => {
  it.each([
    ['ua', 'is no language: write uk for Ukrainian'],
    ['se', 'is Northern Sami: write sv for Swedish, or se-NO if you mean it'],
    ['en,cz', 'names cz, which is no language: write cs for Czech'],
    ['french', 'is not a language tag: write fr'],
    ['es,', 'is not a list of language tags such as en, es or pt-BR'],
    ['en,EN', 'names a language twice'],
  ])('refuses %s by the tag that is right', (text, problem) => {
    expect(parseSpokenLanguages(text, ',')).toEqual({ ok: false, problem });
  });
});
