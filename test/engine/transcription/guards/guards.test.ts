import { describe, expect, it } from 'vitest';
import type { GuardedDecode } from '../../../../src/engine/transcription/guards/guard.ts';
import { checkDecode } from '../../../../src/engine/transcription/guards/guards.ts';

function decode(text: string, overrides: Partial<GuardedDecode> = {}): GuardedDecode {
  return {
    hypothesis: { text, language: 'en', endedByLength: false },
    language: 'en',
    audioMs: 3000,
    speechMs: 2000,
    loudness: 0.1,
    cut: false,
    ...overrides,
  };
}
const reason = (given: GuardedDecode): string | undefined => {
  const verdict = checkDecode(given);
  return verdict.accepted ? undefined : verdict.reason;
};

describe('checkDecode', () => {
  it.each([
    ['We found the golden key yesterday.', {}],
    ['No no no, not that door!', {}],
    ['Thank you.', { speechMs: 900 }],
    ['ha ha ha ha', {}],
    ['今日はいい天気ですね。', { language: 'ja' }],
  ])('accepts %o', (text, overrides) => {
    expect(reason(decode(text, overrides))).toBeUndefined();
  });

  it.each([
    ['hello', { speechMs: 64 }, 'too-short'],
    ['hello', { loudness: 0.0002 }, 'too-quiet'],
    ['hello', { speechMs: 130, audioMs: 4000 }, 'no-speech'],
    ['...', {}, 'no-text'],
    ['', {}, 'no-text'],
    ['you you you you you', {}, 'repetition'],
    ['thank you thank you thank you thank you thank you', {}, 'repetition'],
    ['one two three four five six seven eight nine ten', { audioMs: 1000, speechMs: 800 }, 'impossible-speed'],
    ['Thanks for watching!', { speechMs: 300 }, 'known-phrase'],
    ['ご視聴ありがとうございました', { language: 'ja', speechMs: 300, audioMs: 3000 }, 'known-phrase'],
  ] as const)('refuses %o given %o as %s', (text, overrides, expected) => {
    expect(reason(decode(text, overrides))).toBe(expected);
  });

  it('refuses a decode that ran into its length limit', () => {
    const hypothesis = { text: 'a long story about the sea', language: 'en', endedByLength: true };
    expect(reason(decode('', { hypothesis }))).toBe('runaway-decode');
  });

  it('refuses a long loop of a long phrase', () => {
    const loop = Array.from({ length: 6 }, () => 'and then we went to the old house by the river').join(' ');
    expect(reason(decode(loop, { audioMs: 30_000, speechMs: 28_000 }))).toBe('repetition');
  });

  it('takes away the full stop that a decoder puts at a cut', () => {
    expect(checkDecode(decode('and then we went to the.', { cut: true }))).toEqual({
      accepted: true,
      text: 'and then we went to the',
    });
  });
});
