import { describe, expect, it } from 'vitest';
import { choiceFor, parseModelChoices, type ModelChoice } from '../../../../src/engine/transcription/model-choice.ts';
import { recognizerSection } from '../../../../src/engine/transcription/settings.ts';
import { spokenLanguage } from '../../../../src/protocol/spoken-language.ts';

function choices(text: string): readonly ModelChoice[] {
  const parsed = parseModelChoices(text);
  if (!parsed.ok) throw new Error(parsed.problem);
  return parsed.choices;
}

describe('what is written for --model', () => {
  it.each([
    'demo',
    'whisper-small',
    '/models/ggml-small.bin',
    'C:\\models\\a=b.bin',
    'http://a/v1?x=y,http://b/v1',
    './en=mine/model',
    'dummy:hello=world',
  ])('is one model for all languages: %s', (text) => {
    expect(choices(text)).toEqual([{ language: '*', model: text }]);
  });

  it('is several models by language', () => {
    expect(choices('en=parakeet-unified-en, *=nemotron-3.5')).toEqual([
      { language: 'en', model: 'parakeet-unified-en' },
      { language: '*', model: 'nemotron-3.5' },
    ]);
    expect(choices('pt-BR=/a,b/model,es=http://a/v1,http://b/v1')).toEqual([
      { language: 'pt-BR', model: '/a,b/model' },
      { language: 'es', model: 'http://a/v1,http://b/v1' },
    ]);
  });

  it.each([
    ['en=', /no model behind en=/],
    ['en=a,en=b', /two models for en/],
    ['en=a,EN=b', /two models for EN/],
    ['*=a,*=b', /two models for \*/],
  ])('is wrong: %s', (text, problem) => {
    expect(parseModelChoices(text)).toMatchObject({ ok: false, problem: expect.stringMatching(problem) as string });
    expect(() => recognizerSection().parse({ model: text })).toThrow(problem);
  });

  it('may be a mapping in a file', () => {
    expect(recognizerSection().parse({ model: { en: 'kroko-en', '*': 'whisper-small' } }).model).toBe(
      'en=kroko-en,*=whisper-small',
    );
    expect(recognizerSection().parse({}).model).toBe('demo');
    for (const model of ['', {}, 5, { en: 5 }]) expect(() => recognizerSection().parse({ model })).toThrow();
  });
});

describe('the model of a source', () => {
  const several = choices('en=english,pt-BR=brazilian,pt=portuguese,no=norwegian,*=all');
  it.each([
    [['en'], 'english'],
    [['en-GB'], 'english'],
    [['pt-BR'], 'brazilian'],
    [['pt-PT'], 'portuguese'],
    [['nb'], 'norwegian'],
    [['fr'], 'all'],
    [[], 'all'],
    [['en', 'en-GB'], 'english'],
    [['en', 'fr'], 'all'],
    [['ja', 'fr'], 'all'],
  ])('that speaks %j is %s', (tags, model) => {
    expect(choiceFor(several, spokenLanguage(tags))?.model).toBe(model);
  });

  it('is none where none is chosen', () => {
    const english = choices('en=english,de=german');
    expect(choiceFor(english, spokenLanguage(['fr']))).toBeUndefined();
    expect(choiceFor(english, spokenLanguage([]))).toBeUndefined();
    expect(choiceFor(english, spokenLanguage(['en', 'de']))).toBeUndefined();
    expect(choiceFor(choices('pt-BR=brazilian'), spokenLanguage(['pt-PT']))).toBeUndefined();
  });
});
