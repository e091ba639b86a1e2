import { describe, expect, it } from 'vitest';
import { segmentsOf } from '../../../src/protocol/segments.ts';

const words = new Intl.Segmenter('en', { granularity: 'word' });
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

describe('pieces of a long text', () => {
  it.each([
    ['words', words, 'Some words, and more of them. '.repeat(100)],
    ['signs', graphemes, 'e\u0301👩‍👩‍👧‍👦🇫🇷가a'.repeat(200)],
  ])('are the same %s as of the whole, at the same places', (_what, segmenter, text) => {
    const whole = [...segmenter.segment(text)].map(({ index, segment, isWordLike }) => ({
      index,
      segment,
      isWordLike,
    }));
    expect([...segmentsOf(segmenter, text)]).toEqual(whole);
  });

  it('come in parts where one is longer than a caption, and none is lost', () => {
    const text = `a${'\u0301'.repeat(3000)}🎵`;
    expect([...segmentsOf(graphemes, text)].map(({ segment }) => segment).join('')).toBe(text);
  });
});
