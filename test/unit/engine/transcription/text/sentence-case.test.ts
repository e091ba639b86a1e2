import { describe, expect, it } from 'vitest';
import { withSentenceCase } from '../../../../../src/engine/transcription/text/sentence-case.ts';

describe('withSentenceCase', () => {
  it('begins a whole sentence with a capital', () => {
    expect(withSentenceCase('the pencils have all been used.', '', 'en')).toBe('The pencils have all been used.');
    expect(withSentenceCase('iyi geceler.', '', 'tr')).toBe('İyi geceler.');
    expect(withSentenceCase('él no vino.', 'Nos vamos.', 'en')).toBe('Él no vino.');
  });

  it('leaves what goes on, what does not end, and words with capitals of their own', () => {
    expect(withSentenceCase('and then we left.', 'We came in,', 'en')).toBe('and then we left.');
    expect(withSentenceCase('de grano medio', '', 'en')).toBe('de grano medio');
    expect(withSentenceCase('iPhones are here.', '', 'en')).toBe('iPhones are here.');
    expect(withSentenceCase('今日は晴れです。', '', 'en')).toBe('今日は晴れです。');
  });
});
