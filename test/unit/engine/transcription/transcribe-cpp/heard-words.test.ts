import { describe, expect, it } from 'vitest';
import { heardWords } from '../../../../../src/engine/transcription/transcribe-cpp/heard-words.ts';

/** Words of 100 ms, each with one token of the given probability. */
function heard(text: string, words: readonly string[], probability = 0.9) {
  return heardWords({
    text,
    words: words.map((word, index) => ({
      text: word,
      t0Ms: index * 100,
      t1Ms: index * 100 + 100,
      segIndex: 0,
      firstToken: index,
      nTokens: 1,
    })),
    tokens: words.map((word, index) => ({
      text: word,
      id: index,
      p: probability,
      t0Ms: index * 100,
      t1Ms: index * 100 + 100,
      segIndex: 0,
      wordIndex: index,
    })),
  });
}

describe('the words of a text of transcribe.cpp', () => {
  it('give the text where they are joined, with the spaces before and the marks behind', () => {
    const text = 'Well, "that" is (almost) it!';
    const words = heard(text, ['Well', 'that', 'is', 'almost', 'it']);
    expect(words?.map((word) => word.text)).toEqual(['Well,', ' "that"', ' is', ' (almost)', ' it!']);
    expect(words?.map((word) => word.text).join('')).toBe(text);
    expect(words?.[1]).toEqual({ text: ' "that"', startMs: 100, endMs: 200, probability: 0.9 });
  });

  it('may have their marks and spaces themselves', () => {
    const words = heard('So it goes.', ['So', ' it', ' goes.']);
    expect(words?.map((word) => word.text)).toEqual(['So', ' it', ' goes.']);
  });

  it('take nothing from words that are not those of the text', () => {
    expect(heard('one two three', ['one', 'three'])).toBeUndefined();
    expect(heard('one two', ['one', 'zwei'])).toBeUndefined();
    expect(heard('one two', [])).toBeUndefined();
  });

  it('have no probability where the model gives none', () => {
    expect(heard('one', ['one'], Number.NaN)).toEqual([{ text: 'one', startMs: 0, endMs: 100 }]);
    expect(heard('one', ['one'], 0)).toEqual([{ text: 'one', startMs: 0, endMs: 100 }]);
  });
});
