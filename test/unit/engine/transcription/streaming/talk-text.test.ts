import { describe, expect, it } from 'vitest';
import { partOf, tokensOf } from '../../../../../src/engine/transcription/streaming/talk-text.ts';

const heard = (committed: string, tentative: string, language = 'en') => ({
  committed,
  tentative,
  language,
  sampleCount: 0,
  workStartAtMs: 0,
  workEndAtMs: 0,
});

describe('what a stream has said', () => {
  it.each([
    [' one two', ' three', 2],
    [' one two ', 'three', 2],
    ['one two', '', 2],
    // A part of a word is no word.
    ['one tw', 'o', 1],
    ['one two', ', three', 1],
    ['', 'one', 0],
  ])('has in “%s”+“%s” %i words that do not change', (committed, tentative, stable) => {
    const tokens = tokensOf(heard(committed, tentative), 'en');
    expect(tokens.stable).toBe(stable);
    const text = committed + tentative;
    expect(
      tokens.tokens.map(({ surface }, index) => text.slice(0, tokens.ends[index]).endsWith(surface)),
    ).not.toContain(false);
  });

  it('counts signs where words have no spaces', () => {
    expect(tokensOf(heard('今日は', '雨', 'ja'), 'ja').stable).toBe(3);
  });

  it('is cut anywhere, with the words of each part in a time of its own', () => {
    const words = [
      { text: 'one', startMs: 0, endMs: 400 },
      { text: ' two', startMs: 500, endMs: 900 },
      { text: ' three', startMs: 1000, endMs: 1400 },
    ];
    const text = { ...heard('one two', ' three'), words };
    expect(partOf(text, { from: 0, to: 3 })).toMatchObject({ committed: 'one', tentative: '', words: [words[0]] });
    expect(partOf(text, { from: 3, startMs: 500 })).toMatchObject({
      committed: ' two',
      tentative: ' three',
      words: [
        { text: ' two', startMs: 0, endMs: 400 },
        { text: ' three', startMs: 500, endMs: 900 },
      ],
    });
    expect(partOf(text, { from: 9 })).toMatchObject({ committed: '', tentative: 'hree' });
  });
});
