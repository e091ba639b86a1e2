import { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { addChosenOptions, configOfOptions } from '../../../src/cli/command-options.ts';
import { EngineError } from '../../../src/engine/errors.ts';
import { checkTranslators } from '../../../src/engine/translation/known-translators.ts';
import type { TranslationSettings } from '../../../src/engine/translation/settings.ts';

const TRANSLATION = { of: ['translation'] };
type Environment = Readonly<Record<string, string>>;

/** What a command line says of translation, once it was looked at as a start does. */
function parse(args: string, environment: Environment = {}): TranslationSettings {
  const command = new Command().exitOverride();
  addChosenOptions(command, TRANSLATION).action(() => undefined);
  command.parse(args.split(' '), { from: 'user' });
  const { translation } = configOfOptions(command, TRANSLATION, environment);
  checkTranslators(translation, environment);
  return translation;
}

function problemOf(args: string, environment: Environment = {}): string {
  try {
    parse(args, environment);
  } catch (error) {
    if (error instanceof EngineError) return `${error.code}: ${error.message} ${error.hint ?? ''}`;
    throw error;
  }
  return '';
}

describe('options for translators', () => {
  it.each([
    [
      '--translate en --llm ollama',
      '--llm has no effect: "llm" is not among the translators. Add --translator llm, or',
    ],
    ['--translate en --llm-url http://127.0.0.1:1/v1', '--llm-url has no effect'],
    ['--translate en --budget deepl=500000', '--budget deepl has no effect'],
    ['--translate en --deepl-partials --translator llm,local --llm ollama', '--deepl-partials has no effect'],
    ['--translate en --draft-limit 500', '--draft-limit has no effect'],
    ['--translate en --draft-limit 500 --translator llm --llm ollama', '--draft-limit has no effect'],
  ])('that nobody would follow are refused: %s', (args, problem) => {
    expect(problemOf(args)).toContain(`usage: ${problem}`);
  });

  it.each([
    [
      '--translate en --translator deepl',
      {},
      'translator-auth: There is no key for DeepL in the environment variable DEEPL_API_KEY.',
    ],
    ['--translate en --translator deepl', { DEEPL_API_KEY: ' ' }, 'translator-auth: There is no key for DeepL'],
    ['--translate en --translator llm', {}, 'usage: --translator llm names no server.'],
    [
      '--translate en --translator llm --llm ollama --llm-key-variable MINE',
      { MINE: '' },
      'translator-auth: There is no key in the environment variable MINE.',
    ],
  ] as [string, Environment, string][])('say what is missing: %s with %o', (args, environment, problem) => {
    expect(problemOf(args, environment)).toContain(problem);
  });

  it.each([
    ['--translate en --translator deepl --deepl-partials --draft-limit 0', { DEEPL_API_KEY: 'key' }, 0],
    ['--translate en --translator llm --llm groq --draft-limit 300', { GROQ_API_KEY: 'key' }, 300],
  ] as [string, Environment, number][])('may limit drafts where they cost: %s', (args, environment, draftLimit) => {
    expect(parse(args, environment)).toMatchObject({ draftLimit });
  });

  it('may name what a chain needs', () => {
    const args = '--translate en --translator deepl,llm --llm ollama --budget deepl=10 --price llm=1/2';
    expect(parse(args, { DEEPL_API_KEY: 'key' })).toMatchObject({
      translators: ['deepl', 'llm'],
      deepl: { keyVariable: 'DEEPL_API_KEY' },
      llm: { server: 'ollama' },
      budget: { deepl: 10 },
      price: { llm: { input: 1, output: 2 } },
    });
  });
});
