import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { translationConfig } from '../../../src/cli/engine-settings.ts';
import { translationSettings } from '../../../src/config/translation-settings.ts';
import { EngineError } from '../../../src/engine/errors.ts';

const schema = z.object(translationSettings);

function problemOf(given: z.input<typeof schema>, environment: Record<string, string> = {}): string {
  try {
    translationConfig(schema.parse(given), environment);
  } catch (error) {
    if (error instanceof EngineError) return `${error.code}: ${error.message} ${error.hint ?? ''}`;
    throw error;
  }
  return '';
}

describe('settings for translators', () => {
  it.each([
    [{ llm: 'ollama' }, '--llm has no effect: "llm" is not among the translators. Add --translator llm, or'],
    [{ llmUrl: 'http://127.0.0.1:1/v1' }, '--llm-url has no effect'],
    [{ budget: ['deepl=500000'] }, '--budget deepl has no effect'],
    [{ deeplPartials: true, translator: ['llm', 'local'], llm: 'ollama' }, '--deepl-partials has no effect'],
    [{ draftLimit: 500 }, '--draft-limit has no effect'],
    [{ draftLimit: 500, translator: ['llm'], llm: 'ollama' }, '--draft-limit has no effect'],
  ] as const)('that nobody would follow are refused: %o', (given, problem) => {
    expect(problemOf(structuredClone(given) as z.input<typeof schema>)).toContain(`usage: ${problem}`);
  });

  it.each([
    [{ translator: ['deepl'] }, {}, 'translator-auth: There is no key for DeepL in the variable DEEPL_API_KEY.'],
    [{ translator: ['deepl'] }, { DEEPL_API_KEY: ' ' }, 'translator-auth: There is no key for DeepL'],
    [{ translator: ['llm'] }, {}, 'usage: --translator llm names no server.'],
    [
      { translator: ['llm'], llm: 'ollama', llmKeyVariable: 'MINE' },
      { MINE: '' },
      'translator-auth: There is no key in the variable MINE.',
    ],
  ] as const)('say what is missing: %o with %o', (given, environment, problem) => {
    expect(problemOf(structuredClone(given) as unknown as z.input<typeof schema>, environment)).toContain(problem);
  });

  it.each([
    [{ translator: ['deepl'], deeplPartials: true, draftLimit: '0' }, { DEEPL_API_KEY: 'key' }, 0],
    [{ translator: ['llm'], llm: 'groq', draftLimit: '300' }, { GROQ_API_KEY: 'key' }, 300],
  ] as const)('may limit drafts where they cost: %o', (given, environment, draftLimit) => {
    const settings = schema.parse(structuredClone(given));
    expect(translationConfig(settings, environment)).toMatchObject({ draftLimit });
  });

  it('may name what a chain needs', () => {
    const given = { translator: ['deepl', 'llm'], llm: 'ollama', budget: ['deepl=10'], price: ['llm=1/2'] } as const;
    const settings = schema.parse(structuredClone(given));
    expect(translationConfig(settings, { DEEPL_API_KEY: 'key' })).toMatchObject({
      translators: ['deepl', 'llm'],
      deepl: { keyVariable: 'DEEPL_API_KEY' },
      llm: { server: 'ollama' },
      budget: { deepl: 10 },
      price: { llm: { input: 1, output: 2 } },
    });
  });
});
