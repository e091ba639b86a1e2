import { describe, expect, it } from 'vitest';
import { longestCaption, longestDecode } from '../../../../../src/engine/transcription/guards/length.ts';
import { outcome } from './guarded-decode.ts';

describe('the length of a decode', () => {
  it('is limited by its sound, with a floor', () => {
    expect(longestCaption({ audioMs: 0 })).toBe(200);
    expect(longestCaption({ audioMs: 10_000 })).toBe(1200);
    expect(longestDecode({ audioMs: 10_000 })).toBe(9600);
  });

  it.each([
    ['a word without end', 'a'.repeat(3_000_000)],
    ['spaces between two words', `a${' '.repeat(3_000_000)}b`],
    ['marks behind a word', `No${'!'.repeat(600)}`],
    ['many marks', '!?'.repeat(1_500_000)],
    ['brackets', `ok ${'[x] '.repeat(700_000)}`],
  ])('is told where %s came', (_what, text) => {
    expect(outcome(text)).toBe('<runaway-decode>');
  });

  it('leaves a loop to the guard that cuts it', () => {
    const loop = 'We go on to the next level now. ';
    expect(outcome(loop.repeat(60))).toBe(loop.trim());
  });

  it('lets the fastest talk of any script pass', () => {
    expect(outcome('Supercalifragilisticexpialidocious, even though the sound of it!', { speechMs: 2600 })).toContain(
      '!',
    );
    expect(outcome('नमस्ते दोस्तों, आज हम खेलते हैं।', { language: 'hi' })).toContain('।');
  });

  it('does not stand still for a song without words', () => {
    expect(outcome(`♪ ${'a'.repeat(60)}b ♪ Here we go.`, { speechMs: 8000 })).toContain('Here we go.');
  });
});
