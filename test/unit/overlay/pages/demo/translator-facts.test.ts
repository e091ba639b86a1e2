import { describe, expect, it } from 'vitest';
import { translatorFacts, translatorSentence } from '../../../../../src/overlay/pages/demo/translator-facts.ts';
import type { TranslatorStatus } from '../../../../../src/protocol/status.ts';

const idle: TranslatorStatus = {
  name: 'llm',
  state: 'working',
  requests: 0,
  characters: 0,
  inputTokens: 0,
  outputTokens: 0,
  failures: {},
};

const textsOf = (status: TranslatorStatus): string[] => translatorFacts(status).map(({ text }) => text);

describe('a translator on the demo page', () => {
  it.each([
    [idle, 'Ready'],
    [{ ...idle, requests: 1 }, 'Working'],
    [{ ...idle, state: 'resting', detail: 'The server is gone.' }, 'Resting. The server is gone.'],
  ] as const)('says how it is', (status, sentence) => {
    expect(translatorSentence(status)).toBe(sentence);
  });

  it('tells what is known of it only', () => {
    expect(textsOf(idle)).toEqual([]);
    expect(textsOf({ ...idle, requests: 1, failures: { 'translator-timeout': 1 } })).toEqual([
      '1 request',
      '1 failure',
    ]);
  });

  it('tells how fast it begins, how slow its finals are, and what it costs', () => {
    const status: TranslatorStatus = {
      ...idle,
      requests: 1234,
      firstText: { p50Ms: 96.2, p95Ms: 900, count: 9 },
      final: { p50Ms: 400, p95Ms: 1380, count: 9 },
      failures: { 'translator-timeout': 2, 'translator-auth': 1 },
      cost: 0.011784,
      quota: { unit: 'characters', used: 12_000, limit: 500_000 },
      drafts: { characters: 12_345, mostPerMinute: 1500 },
      budget: { unit: 'tokens', used: 0, limit: 2_000_000 },
    };
    expect(textsOf(status)).toEqual([
      'first text after 96 ms',
      'finals within 1.4 s',
      '1,234 requests',
      '3 failures',
      'cost 0.0118',
      'quota 12,000 of 500,000 characters',
      'drafts 12,345 characters, at most 1,500 a minute',
      'budget 0 of 2,000,000 tokens',
    ]);
    expect(textsOf({ ...idle, drafts: { characters: 0, mostPerMinute: 0 } })).toEqual(['no drafts']);
    expect(translatorFacts(status)[3]?.meaning).toBe('translator-timeout 2×, translator-auth 1×');
  });
});
