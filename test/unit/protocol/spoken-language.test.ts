import { describe, expect, it } from 'vitest';
import { isWanted, spokenLanguage, spokenTag, wantedLanguages } from '../../../src/protocol/spoken-language.ts';

describe('spokenLanguage', () => {
  it('is one language as it is, and several as candidates', () => {
    expect(spokenLanguage(['es-MX'])).toEqual({ language: 'es-MX' });
    expect(spokenLanguage(['auto'])).toEqual({ language: 'auto' });
    expect(spokenLanguage(['es', 'en'])).toEqual({ language: 'auto', candidates: ['es', 'en'] });
  });

  it.each([
    [['es'], ['es'], 'fr', false],
    [['auto'], [], 'fr', true],
    [['es', 'pt-BR'], ['es', 'pt-BR'], 'pt', true],
    [['es', 'pt-BR'], ['es', 'pt-BR'], 'fr', false],
    [['en', 'nb'], ['en', 'nb'], 'no', true],
    [['en', 'no'], ['en', 'no'], 'nn', false],
    [['iw', 'en'], ['iw', 'en'], 'he', true],
  ])('%j wants %j', (tags, wanted, tag, isOne) => {
    expect(wantedLanguages(spokenLanguage(tags))).toEqual(wanted);
    expect(isWanted(spokenLanguage(tags), tag)).toBe(isOne);
  });

  it.each([
    [['es-MX'], 'en', 'es-MX'],
    [['auto'], 'pt', 'pt'],
    [['es', 'pt-BR'], 'pt', 'pt-BR'],
    [['es', 'pt-BR'], 'und', 'und'],
    [['en', 'nb-NO'], 'no', 'nb-NO'],
    [['zh-TW', 'en'], 'zh', 'zh-TW'],
  ])('%j heard as %s is %s', (tags, heard, tag) => {
    expect(spokenTag(spokenLanguage(tags), heard)).toBe(tag);
  });
});
