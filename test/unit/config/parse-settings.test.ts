import { describe, expect, it } from 'vitest';
import { parseSettings } from '../../../src/config/parse-settings.ts';
import { demoSchema, startSchema, transcribeSchema } from '../../../src/config/settings.ts';

const problem = (given: Record<string, unknown>): string => {
  const parsed = parseSettings(startSchema, { input: ['stdin'], ...given });
  return parsed.ok ? '' : parsed.problem;
};

describe('parseSettings', () => {
  it('fills in the defaults', () => {
    const parsed = parseSettings(demoSchema, {});
    expect(parsed).toMatchObject({
      ok: true,
      settings: {
        language: 'es',
        once: false,
        open: true,
        json: false,
        port: 7474,
        log: 'error',
        translator: ['local'],
      },
    });
    expect(parseSettings(transcribeSchema, {})).toMatchObject({ ok: true, settings: { format: 'txt', model: 'demo' } });
  });

  it('reads numbers and paces as they are typed', () => {
    expect(parseSettings(startSchema, { input: ['stdin'], port: '8080', pace: '10x' })).toMatchObject({
      settings: { port: 8080, pace: { rate: 10 } },
    });
  });

  it.each([
    [undefined, { language: 'auto' }],
    ['pt-BR', { language: 'pt-BR' }],
    ['es, en', { language: 'auto', candidates: ['es', 'en'] }],
  ])('reads the languages %s', (language, spoken) => {
    const given = { input: ['stdin'], ...(language === undefined ? {} : { language }) };
    expect(parseSettings(startSchema, given)).toMatchObject({ settings: { language: spoken } });
  });

  it('reads budgets and prices', () => {
    const given = { input: ['stdin'], budget: ['deepl=500000'], price: ['deepl=25', 'llm=0.4/1.6'] };
    expect(parseSettings(startSchema, given)).toMatchObject({
      settings: { budget: { deepl: 500_000 }, price: { deepl: 25, llm: [0.4, 1.6] } },
    });
  });

  it.each([
    [{ port: 'eighty' }, '--port "eighty" is not a port number.'],
    [{ port: '-1' }, '--port "-1" is not between 0 and 65535.'],
    [{ maxLag: 'none' }, '--max-lag "none" is not a number of seconds.'],
    [{ maxLag: '0' }, '--max-lag "0" is below 1 second.'],
    [{ pace: 'fast' }, '--pace "fast" is not real-time, unpaced, or a speed such as 10x.'],
    [{ language: 'Spanish!' }, '--language "Spanish!" is not a language tag such as en, es or pt-BR.'],
    [{ language: 'es,' }, '--language "es," is not a list of language tags such as en, es or pt-BR.'],
    [{ language: 'es,auto' }, '--language "es,auto" names auto and languages: name one, or the other.'],
    [{ language: 'pt,pt-BR' }, '--language "pt,pt-BR" names a language twice.'],
    [{ language: 'und' }, '--language "und" is not a language tag such as en, es or pt-BR.'],
    [{ language: 'en-Latn-Cyrl' }, '--language "en-Latn-Cyrl" is not a language tag such as en, es or pt-BR.'],
    [{ language: 'nb,no' }, '--language "nb,no" names a language twice.'],
    [{ translate: ['en', 'en'] }, '--translate "en,en" names a language twice.'],
    [{ translate: ['en', 'EN'] }, '--translate "en,EN" names a language twice.'],
    [{ translate: ['he', 'iw'] }, '--translate "he,iw" names a language twice.'],
    [{ translate: ['pt_BR'] }, '--translate "pt_BR" is not a language tag such as en, es or pt-BR.'],
    [{ translate: ['auto'] }, '--translate "auto" cannot be auto: name the language to translate into.'],
    [{ translator: ['deepl', 'magic'] }, '--translator "magic" is not deepl, llm, local or whisper.'],
    [{ translator: ['local', 'local'] }, '--translator "local,local" names a translator twice.'],
    [{ llmUrl: 'ftp://here' }, '--llm-url "ftp://here" is not an address such as'],
    [{ budget: ['deepl=5', 'llm=many'] }, '--budget "llm=many" is not like deepl=500000'],
    [{ price: ['llm=1'] }, '--price "llm=1" is not like deepl=25'],
    [{ deeplKeyVariable: 'a b' }, '--deepl-key-variable "a b" is not the name of an environment variable.'],
    [{ maskWords: [''] }, '--mask-words "" has an empty word.'],
    [{ sensitivity: 'max' }, '--sensitivity "max" is not low, normal or high.'],
    [{ input: ['stdin', 'tape'] }, '--input "tape" is not file:PATH, stdin, mic, mic:NAME, loopback'],
    [{ audioBackend: 'jack' }, '--audio-backend "jack" is not auto, pulse, naudiodon or decibri.'],
    [{ remoteModel: 3 }, '--remote-model "3" is not valid'],
  ])('says what is wrong with %o', (given, expected) => {
    expect(problem(given)).toContain(expected);
  });
});
