import { describe, expect, it } from 'vitest';
import { DeepLLanguages } from '../../../../../src/engine/translation/deepl/deepl-languages.ts';
import {
  FORMAL_TARGETS,
  SOURCE_LANGUAGES,
  TARGET_LANGUAGES,
} from '../../../../../src/engine/translation/deepl/language-table.ts';

describe('the languages of DeepL', () => {
  const languages = new DeepLLanguages();

  it('takes every language of its own table as it stands', () => {
    for (const code of SOURCE_LANGUAGES) expect(languages.source(code), code).toBe(code);
    for (const code of TARGET_LANGUAGES) expect(languages.target(code), code).toBe(code);
    expect(SOURCE_LANGUAGES.length).toBe(new Set(SOURCE_LANGUAGES).size);
    expect(TARGET_LANGUAGES).toEqual(expect.arrayContaining([...FORMAL_TARGETS]));
  });

  it.each([
    ['en', 'en-US'],
    ['en-US', 'en-US'],
    ['en-CA', 'en-US'],
    ['en-GB', 'en-GB'],
    ['en-AU', 'en-GB'],
    ['pt', 'pt-BR'],
    ['pt-BR', 'pt-BR'],
    ['pt-PT', 'pt-PT'],
    ['pt-AO', 'pt-PT'],
    ['es', 'es'],
    ['es-ES', 'es'],
    ['es-419', 'es-419'],
    ['es-MX', 'es-419'],
    ['zh', 'zh-HANS'],
    ['zh-CN', 'zh-HANS'],
    ['zh-Hans', 'zh-HANS'],
    ['zh-TW', 'zh-HANT'],
    ['zh-HK', 'zh-HANT'],
    ['zh-Hant-TW', 'zh-HANT'],
    ['cmn', 'zh-HANS'],
    ['yue', 'yue'],
    ['no', 'nb'],
    ['nb-NO', 'nb'],
    ['iw', 'he'],
    ['he', 'he'],
    ['in', 'id'],
    ['fil', 'tl'],
    ['tl', 'tl'],
    ['fa', 'fa'],
    ['fa-AF', 'prs'],
    ['ku', 'kmr'],
    ['ckb', 'ckb'],
    ['sr', 'sr'],
    ['sr-Cyrl', 'sr'],
    ['de-AT', 'de'],
    ['fr-CA', 'fr'],
    ['DE', 'de'],
    ['pt_BR', 'pt-BR'],
  ])('translates into %s as %s', (tag, code) => {
    expect(languages.target(tag)).toBe(code);
  });

  it.each(['sr-Latn', 'tlh', 'nn', 'xx', 'auto', '', 'not a tag', 'pa-PK'])('does not translate into "%s"', (tag) => {
    expect(languages.target(tag)).toBeUndefined();
  });

  it.each([
    ['en-GB', 'en'],
    ['pt-BR', 'pt'],
    ['zh-TW', 'zh'],
    ['es-419', 'es'],
    ['sr-Latn', 'sr'],
    ['no', 'nb'],
    ['iw', 'he'],
    ['auto', 'auto'],
    ['AUTO', 'auto'],
    ['und', 'auto'],
    ['', 'auto'],
  ])('translates from "%s" as %s', (tag, code) => {
    expect(languages.source(tag)).toBe(code);
  });

  it('has fast models for large languages whose source is known', () => {
    expect(languages.isFast('es', 'en-US')).toBe(true);
    expect(languages.isFast('zh', 'pt-PT')).toBe(true);
    expect(languages.isFast('auto', 'de')).toBe(false);
    expect(languages.isFast('hi', 'en-GB')).toBe(false);
    expect(languages.isFast('en', 'es-419')).toBe(false);
    expect(languages.isFast('en', 'zh-HANT')).toBe(false);
  });

  it('learns what DeepL lists and forgets nothing', () => {
    const learning = new DeepLLanguages();
    learning.learn(
      [{ code: 'tlh' }],
      [{ code: 'tlh', supportsFormality: true }, { code: 'fr-CA' }, { code: 'sr-LATN' }],
    );
    expect(learning.source('tlh')).toBe('tlh');
    expect(learning.target('tlh')).toBe('tlh');
    expect(learning.knowsFormality('tlh')).toBe(true);
    expect(learning.target('fr-CA')).toBe('fr-CA');
    expect(learning.target('fr-CH')).toBe('fr');
    expect(learning.target('sr-Latn')).toBe('sr-LATN');
    expect(learning.target('ace')).toBe('ace');
  });
});
