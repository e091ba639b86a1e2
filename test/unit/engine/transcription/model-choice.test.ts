import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { settingInfos } from '../../../../src/engine/setting.ts';
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

describe('places of models', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'overlingo-choice-'));
    await mkdir(path.join(folder, 'mine'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('are those that the user means, of one model and of several', () => {
    const parse = (model: unknown): string => recognizerSection().parse({ model }).model;
    const home = os.homedir();
    expect(parse('~/mine')).toBe(path.join(home, 'mine'));
    expect(parse("en=~/mine,es='whisper small',*=http://a/v1,http://b/v1")).toBe(
      `en=${path.join(home, 'mine')},es=whisper small,*=http://a/v1,http://b/v1`,
    );
    expect(parse({ en: '~/mine', '*': 'demo' })).toBe(`en=${path.join(home, 'mine')},*=demo`);
  });

  it('count from the folder of the file that names them, where something is there', () => {
    const inFolder = settingInfos.get(recognizerSection().shape.model)?.inFolder ?? (() => undefined);
    const whole = path.join(folder, 'mine');
    expect(inFolder('mine', folder)).toBe(whole);
    expect(inFolder('en=mine,*=kroko-en', folder)).toBe(`en=${whole},*=kroko-en`);
    expect(inFolder({ en: 'mine', '*': 'kroko-en' }, folder)).toEqual({ en: whole, '*': 'kroko-en' });
    for (const other of ['demo', 'http://a/v1,http://b/v1', 'en=', '', 5, null, ['mine']]) {
      expect(inFolder(other, folder)).toEqual(other);
    }
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
