import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { firstCaption, wordsFor608 } from '../../../../../src/engine/stream-captions/cea608/caption-rows.ts';
import { pairsOf, textFor608 } from '../../../../../src/engine/stream-captions/cea608/characters.ts';
import { spokenText } from './spoken-text.ts';

/** All captions of a text, each in its rows. */
function captionsOf(text: string): readonly (readonly string[])[] {
  let words = wordsFor608(textFor608(text));
  const captions: (readonly string[])[] = [];
  while (words.length > 0) {
    const { rows, taken } = firstCaption(words);
    captions.push(rows);
    if (taken === 0) throw new Error('A word does not fit.');
    words = words.slice(taken);
  }
  return captions;
}

describe('captions in two rows', () => {
  it('break between words, and fill a row before the next one begins', () => {
    expect(captionsOf('Now we go down to the river and look for the old boat that somebody has left there.')).toEqual([
      ['Now we go down to the', 'river and look for the'],
      ['old boat that somebody', 'has left there.'],
    ]);
  });

  it.each([
    ['Donaudampfschifffahrtsgesellschaft', ['Donaudampfschifffahrtsge-', 'sellschaft']],
    ['https://example.com/watch/something', ['https://example.com/', 'watch/something']],
    ['a-very-long-compound-word-of-many', ['a-very-long-compound-', 'word-of-many']],
  ])('part the long word %s', (word, parts) => {
    expect(wordsFor608(word)).toEqual(parts);
  });

  it.each(['a', 'ü'])('part a word of 100,000 times %s, as a model writes that repeats itself', (letter) => {
    const parts = wordsFor608(letter.repeat(100_000));
    expect(parts.join('').replaceAll('-', '')).toHaveLength(100_000);
    expect(Math.max(...parts.map((part) => part.length))).toBeLessThanOrEqual(25);
  });

  it('are shorter where their characters take more room in the stream', () => {
    const [first = []] = captionsOf('àèàè àèàè àèàè àèàè àèàè àèàè');
    expect(first).toEqual(['àèàè àèàè', 'àèàè']);
  });

  it('fit into one picture of the stream, in order, with all words, whatever is said', () => {
    fc.assert(
      fc.property(spokenText, (text) => {
        const captions = captionsOf(text);
        for (const rows of captions) {
          expect(rows.length).toBeLessThanOrEqual(2);
          expect(Math.max(...rows.map((row) => row.length))).toBeLessThanOrEqual(25);
          expect(rows.join('').length).toBeLessThanOrEqual(50);
          expect(rows.reduce((pairs, row) => pairs + pairsOf(row), 0)).toBeLessThanOrEqual(25);
          expect(Buffer.byteLength(rows.join('\n'))).toBeLessThanOrEqual(128);
        }
        const letters = (shown: string): string => shown.replace(/[ -]/gu, '');
        expect(letters(captions.flat().join(''))).toBe(letters(textFor608(text)));
      }),
    );
  });
});
