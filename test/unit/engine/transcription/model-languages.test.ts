import { describe, expect, it } from 'vitest';
import { ModelLanguages } from '../../../../src/engine/transcription/model-languages.ts';

const of = (languages: string[], supportsLanguageDetect = true) =>
  new ModelLanguages({ languages, supportsLanguageDetect });

describe('the languages of a model', () => {
  it.each([
    [['en', 'no', 'tl', 'jw', 'he'], 'nb', 'no'],
    [['en', 'no', 'tl', 'jw', 'he'], 'fil', 'tl'],
    [['en', 'no', 'tl', 'jw', 'he'], 'jv', 'jw'],
    [['en', 'no', 'tl', 'jw', 'he'], 'iw', 'he'],
    [['en-US', 'en-GB', 'pt-BR', 'pt-PT'], 'pt-PT', 'pt-PT'],
    [['en-US', 'en-GB', 'pt-BR', 'pt-PT'], 'en', 'en-US'],
    [['zh', 'yue'], 'zh-TW', 'zh'],
  ])('of %j take %s as %s', (codes, tag, code) => {
    expect(of(codes).codeOf(tag)).toBe(code);
  });

  it('are refused with those that the model knows', () => {
    expect(() => of(['en-US', 'en-GB', 'de-DE']).codeOf('fr')).toThrow(
      expect.objectContaining({
        code: 'language-unsupported',
        hint: expect.stringContaining('en, de.') as string,
      }) as Error,
    );
  });

  it('are found by the model with auto, else English is taken for spoken', () => {
    expect(of(['de', 'en']).codeOf('auto')).toBeUndefined();
    expect(of(['de', 'en'], false).codeOf('auto')).toBe('en');
    expect(of(['de', 'fr'], false).codeOf('auto')).toBe('de');
    expect(of(['en'], false).codeOf('auto')).toBeUndefined();
    expect([of(['de', 'en'], false), of(['en'], false), of(['de', 'en'])].map((one) => one.mustBeTold)).toEqual([
      true,
      false,
      false,
    ]);
  });

  it('are found by a model that has a word for it, which it wants to hear', () => {
    const nemotron = of(['en-US', 'de-DE', 'auto'], false);
    expect(nemotron.codeOf('auto')).toBe('auto');
    expect(nemotron.known).toEqual(['en', 'de']);
    expect(nemotron.heard('', 'auto')).toBe('und');
    expect(nemotron.heard('de-DE', 'auto')).toBe('de');
  });

  it('are told to the pipeline as primary subtags', () => {
    expect(of(['en-US', 'en-GB', 'iw']).known).toEqual(['en', 'he']);
    expect(of([]).known).toBe('any');
    expect(of(Array.from({ length: 99 }, (_, index) => `q${index}`)).known).toBe('any');
  });

  it('name what was heard by detection, request, or the only language', () => {
    expect(of(['jw', 'en']).heard('jw', undefined)).toBe('jv');
    expect(of(['de', 'en']).heard('', 'de')).toBe('de');
    expect(of(['en']).heard('', undefined)).toBe('en');
    expect(of(['de', 'en']).heard('', undefined)).toBe('und');
  });
});
