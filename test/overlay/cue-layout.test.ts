import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { breakLines, type Line } from '../../src/overlay/cue-layout.ts';
import { displayText } from '../../src/overlay/display-text.ts';
import { textUnits } from '../../src/overlay/text-units.ts';

const linesOf = (text: string, maxUnits = 42, language = 'en', shown: readonly Line[] = []): string[] =>
  breakLines(text, { maxUnits, language, shown }).map((line) => line.text);

/** The lines after each word of a text that grows word by word. */
function growing(words: readonly string[], maxUnits: number): (readonly Line[])[] {
  const steps: (readonly Line[])[] = [];
  for (let count = 1; count <= words.length; count += 1) {
    const text = words.slice(0, count).join(' ');
    steps.push(breakLines(text, { maxUnits, language: 'en', ...(steps.length > 0 ? { shown: steps.at(-1)! } : {}) }));
  }
  return steps;
}

const word = fc.stringMatching(/^[a-z]{1,14}$/);

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
      fc.property(fc.array(word, { minLength: 1, maxLength: 40 }), fc.constantFrom(32, 37, 42), (words, width) => {
        const steps = growing(words, width);
        for (const [index, lines] of steps.slice(1).entries()) {
          const before = steps[index]!;
          for (const [number, line] of before.entries()) {
            expect(lines[number]?.text.startsWith(line.text)).toBe(true);
          }
        }
      }),
    );
  });

  it('goes on with a balanced text without moving it', () => {
    const first = breakLines('We have to find the treasure of the old castle', { maxUnits: 42, language: 'en' });
    const next = linesOf('We have to find the treasure of the old castle before the night comes', 42, 'en', first);
    expect(next).toEqual(['We have to find the', 'treasure of the old castle before the', 'night comes']);
    expect(next[0]).toBe(first[0]?.text);
  });

  it('breaks anew from the word that has changed', () => {
    const shown = breakLines('one two three four five six', { maxUnits: 10, language: 'en' });
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
    expect(linesOf('a'.repeat(25), 10)).toEqual(['a'.repeat(9), 'a'.repeat(9), 'a'.repeat(7)]);
    for (const line of linesOf(family.repeat(20), 10)) expect(line).toBe(family.repeat(line.length / family.length));
  });

  it('breaks 5,000 characters in a moment', () => {
    const started = performance.now();
    expect(linesOf('treasure '.repeat(555)).length).toBeGreaterThan(100);
    expect(performance.now() - started).toBeLessThan(500);
  });
});
