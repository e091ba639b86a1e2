import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { breakLines } from '../../../../../src/overlay/shared/captions/cue-layout.ts';
import { displayText } from '../../../../../src/overlay/shared/captions/display-text.ts';
import { textUnits } from '../../../../../src/protocol/text-units.ts';

/** The lines of a text that goes on where `shown` is given. */
const linesOf = (text: string, maxUnits = 42, language = 'en', shown?: readonly string[]): string[] =>
  breakLines(text, { maxUnits, language, shown: shown ?? [], grows: shown !== undefined }).map((line) => line.text);

/** The lines of a text that grows, after each of its pieces. The last one is final. */
function growing(pieces: readonly (readonly string[])[], maxUnits: number): string[][] {
  const steps: string[][] = [];
  for (let count = 1; count <= pieces.length; count += 1) {
    const text = pieces.slice(0, count).flat().join(' ');
    const options = { maxUnits, language: 'en', shown: steps.at(-1) ?? [], grows: count < pieces.length };
    steps.push(breakLines(text, options).map((line) => line.text));
  }
  return steps;
}

const word = fc.stringMatching(/^[a-z]{1,14}$/);
const pieces = fc.array(fc.array(word, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 25 });

/** Every way to break the words into lines that fit. */
function waysToBreak(words: readonly string[], width: number): string[][] {
  if (words.length === 0) return [[]];
  return words.flatMap((_, index) => {
    const line = words.slice(0, index + 1).join(' ');
    return line.length > width ? [] : waysToBreak(words.slice(index + 1), width).map((rest) => [line, ...rest]);
  });
}

describe('line breaking', () => {
  it('keeps a short text on one line', () => {
    expect(linesOf('Good evening everyone.')).toEqual(['Good evening everyone.']);
    expect(linesOf('')).toEqual([]);
  });

  it('breaks a new text into lines of about the same length', () => {
    expect(linesOf('We have to find the treasure of the old castle now')).toEqual([
      'We have to find the treasure',
      'of the old castle now',
    ]);
  });

  it('leaves no word of a new text alone', () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[a-z]{3,7}$/), { minLength: 8, maxLength: 40 }), (words) => {
        for (const line of linesOf(words.join(' '))) expect(line).toContain(' ');
      }),
    );
  });

  it('loses nothing and keeps to the width', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), fc.integer({ min: 10, max: 80 }), (raw, width) => {
        const text = displayText(raw);
        const lines = breakLines(text, { maxUnits: width, language: 'en' });
        expect(
          lines
            .map((line) => line.text)
            .join('')
            .replaceAll(' ', ''),
        ).toBe(text.replaceAll(' ', ''));
        for (const line of lines) {
          expect(text.startsWith(line.text, line.start)).toBe(true);
          // Marks that may not begin a line can push one beyond the width, and nothing else.
          if (!/[^\p{L}\p{N} ]/u.test(line.text)) expect(textUnits(line.text)).toBeLessThanOrEqual(width);
        }
      }),
    );
  });

  it('never moves a word that is on the screen when more words come', () => {
    fc.assert(
      fc.property(pieces, fc.constantFrom(32, 37, 42), (parts, width) => {
        const steps = growing(parts, width);
        for (const [index, lines] of steps.slice(1).entries()) {
          for (const [number, line] of steps[index]!.entries()) expect(lines[number]?.startsWith(line)).toBe(true);
        }
      }),
    );
  });

  it('leaves no word of what is new alone where one before it may come along', () => {
    const shown = ['We have to find the treasure of the'];
    expect(linesOf('We have to find the treasure of the old castle', 42, 'en', shown)).toEqual([
      'We have to find the treasure of the',
      'old castle',
    ]);
    expect(linesOf('We have to find the treasure of the castles', 42, 'en', shown)[1]).toBe('castles');
  });

  it('has as few lines as possible, and a lonely word only where each way to break has one', () => {
    const short = fc.array(fc.stringMatching(/^[a-z]{1,9}$/), { minLength: 2, maxLength: 9 });
    fc.assert(
      fc.property(short, fc.integer({ min: 10, max: 24 }), (words, width) => {
        const lines = linesOf(words.join(' '), width);
        const ways = waysToBreak(words, width);
        const fewest = Math.min(...ways.map((way) => way.length));
        const lonely = (way: readonly string[]): number => way.filter((line) => !line.includes(' ')).length;
        expect(lines).toHaveLength(fewest);
        const least = Math.min(...ways.filter((way) => way.length === fewest).map(lonely));
        expect(lonely(lines)).toBe(least);
      }),
    );
  });

  it('goes on with a balanced text without moving it', () => {
    const first = linesOf('We have to find the treasure of the old castle');
    const next = linesOf('We have to find the treasure of the old castle before the night comes', 42, 'en', first);
    expect(next).toEqual(['We have to find the', 'treasure of the old castle before the', 'night comes']);
    expect(next[0]).toBe(first[0]);
  });

  it('breaks anew from the word that has changed', () => {
    const shown = linesOf('one two three four five six', 10);
    expect(linesOf('one two three for you six', 10, 'en', shown)).toEqual(['one two', 'three for', 'you six']);
    expect(linesOf('another text', 10, 'en', shown)).toEqual(['another', 'text']);
  });

  it('breaks Japanese between words, counts its characters twice and never begins a line with a full stop', () => {
    const lines = linesOf('今日は宝物を見つけなければなりません。雨が降っているので家にいます。', 26, 'ja');
    expect(lines.length).toBeGreaterThan(1);
    for (const line of lines) {
      expect(textUnits(line)).toBeLessThanOrEqual(28);
      expect(line).not.toMatch(/^[。、]/);
    }
  });

  it('breaks Thai between words', () => {
    const lines = linesOf('ยินดีต้อนรับสู่สตรีมวันนี้เราจะตามหาสมบัติของปราสาทเก่า', 30, 'th');
    expect(lines.join('')).toBe('ยินดีต้อนรับสู่สตรีมวันนี้เราจะตามหาสมบัติของปราสาทเก่า');
    for (const line of lines) expect(line).not.toMatch(/^\p{M}/u);
  });

  it('keeps a French exclamation mark with its word', () => {
    expect(linesOf('Bienvenue sur le stream !', 23, 'fr')).toEqual(['Bienvenue sur', 'le stream !']);
  });

  it('cuts a word that is longer than a line, between characters', () => {
    const family = '👩‍👩‍👧‍👦';
    expect(linesOf('a'.repeat(25), 10)).toEqual(['a'.repeat(8), 'a'.repeat(8), 'a'.repeat(9)]);
    for (const line of linesOf(family.repeat(20), 10)) expect(line).toBe(family.repeat(line.length / family.length));
  });

  it('breaks 5,000 characters well within the time limit of a test', () => {
    expect(linesOf('treasure '.repeat(555)).length).toBeGreaterThan(100);
  });
});
