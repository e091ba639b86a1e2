import { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { addChosenOptions, configOfOptions } from '../../../src/cli/command-options.ts';
import { demoOptions, ownOptions, transcribeOptions } from '../../../src/cli/own-options.ts';
import { parseConfig } from '../../../src/config/parse-config.ts';
import type { Config } from '../../../src/config/schema.ts';
import { EngineError } from '../../../src/engine/errors.ts';

const ALL = { of: ['translation', 'vocabulary', 'recognizer', 'speech', 'audio', 'server', 'obs', 'log'] };

/** The configuration of a command line. */
function parse(...args: string[]): Config {
  const command = new Command().exitOverride();
  addChosenOptions(command, ALL).action(() => undefined);
  command.parse(args, { from: 'user' });
  return configOfOptions(command, ALL, { DEEPL_API_KEY: 'key' });
}

function problem(args: readonly string[]): string {
  try {
    parse(...args);
  } catch (error) {
    if (error instanceof EngineError) return error.message;
    throw error;
  }
  return '';
}

describe('options of settings', () => {
  it('have defaults', () => {
    expect(ownOptions(demoOptions, {}, new Command())).toEqual({
      language: 'es',
      once: false,
      open: true,
      json: false,
    });
    expect(ownOptions(transcribeOptions, {}, new Command())).toEqual({ keepSource: false });
    expect(parse()).toMatchObject({
      server: { port: 7474 },
      log: { level: 'error' },
      translation: { translators: ['local'] },
      recognizer: { model: 'demo' },
    });
  });

  it('are numbers, paces and switches as they are typed', () => {
    expect(parse('--input', 'stdin', '--port', '8080', '--pace', '10x', '--lan')).toMatchObject({
      server: { port: 8080, lan: true },
      audio: { pace: { rate: 10 } },
    });
  });

  it('take back what a file switches on', () => {
    expect(parse('--no-lan').server.lan).toBe(false);
  });

  it('come several times for several inputs, whose names may hold commas', () => {
    expect(parse('--input', 'mic:Desk, left,as=Ana', '--input', 'stdin').audio.inputs).toEqual([
      { kind: 'mic', name: 'Desk, left', as: 'Ana' },
      { kind: 'stdin' },
    ]);
  });

  it.each([
    [undefined, { language: 'auto' }],
    ['pt-BR', { language: 'pt-BR' }],
    ['es, en', { language: 'auto', candidates: ['es', 'en'] }],
  ])('read the languages %s', (language, spoken) => {
    expect(parse(...(language === undefined ? [] : ['--language', language])).recognizer.language).toEqual(spoken);
  });

  it('read budgets and prices', () => {
    const args = ['--translate', 'en', '--translator', 'deepl,llm', '--llm', 'ollama', '--budget', 'deepl=500000'];
    expect(parse(...args, '--price', 'deepl=25,llm=0.4/1.6').translation).toMatchObject({
      budget: { deepl: 500_000 },
      price: { deepl: 25, llm: { input: 0.4, output: 1.6 } },
    });
  });

  it.each([
    [['--port', 'eighty'], '--port "eighty" is not a port number.'],
    [['--port', '-1'], '--port "-1" is not between 0 and 65535.'],
    [['--max-lag', 'none'], '--max-lag "none" is not a number of seconds.'],
    [['--max-lag', '0'], '--max-lag "0" is below 1 second.'],
    [['--pace', 'fast'], '--pace "fast" is not real-time, unpaced, or a speed such as 10x.'],
    [['--language', 'Spanish!'], '--language "Spanish!" is not a language tag such as en, es or pt-BR.'],
    [['--language', 'es,'], '--language "es," is not a list of language tags such as en, es or pt-BR.'],
    [['--language', 'es,auto'], '--language "es,auto" names auto and languages: name one, or the other.'],
    [['--language', 'pt,pt-BR'], '--language "pt,pt-BR" names a language twice.'],
    [['--language', 'und'], '--language "und" is not a language tag such as en, es or pt-BR.'],
    [['--language', 'en-Latn-Cyrl'], '--language "en-Latn-Cyrl" is not a language tag such as en, es or pt-BR.'],
    [['--language', 'nb,no'], '--language "nb,no" names a language twice.'],
    [['--translate', 'en,en'], '--translate "en,en" names a language twice.'],
    [['--translate', 'en,EN'], '--translate "en,EN" names a language twice.'],
    [['--translate', 'he,iw'], '--translate "he,iw" names a language twice.'],
    [['--translate', 'pt_BR'], '--translate "pt_BR" is not a language tag: write pt-BR.'],
    [['--translate', 'auto'], '--translate "auto" cannot be auto: name the language to translate into.'],
    [['--translator', 'deepl,magic'], '--translator "magic" is not deepl, llm, local or whisper.'],
    [['--translator', 'local,local'], '--translator "local,local" names a translator twice.'],
    [['--llm-url', 'ftp://here'], '--llm-url "ftp://here" is not an address such as'],
    [['--budget', 'deepl=5,llm=many'], '--budget "llm=many" is not like deepl=500000'],
    [['--price', 'llm=1'], '--price "llm=1" is not like deepl=25'],
    [['--deepl-key-variable', 'a b'], '--deepl-key-variable is not the name of an environment variable.'],
    [['--mask-words', ''], '--mask-words "" has an empty word.'],
    [['--sensitivity', 'max'], '--sensitivity "max" is not low, normal or high.'],
    [['--input', 'stdin', '--input', 'tape'], '--input "tape" is not file:PATH, stdin, mic, mic:NAME, loopback'],
    [['--audio-backend', 'jack'], '--audio-backend "jack" is not auto, pulse, naudiodon or decibri.'],
  ])('says what is wrong with %o', (given, expected) => {
    expect(problem(given)).toContain(expected);
  });

  it('say of what a program hands over the name of the setting', () => {
    expect(() => parseConfig({ recognizer: { remote: { model: 3 as never } } })).toThrow(
      'recognizer.remote.model "3" is not valid',
    );
  });
});
