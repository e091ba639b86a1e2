import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pageTexts, readPage, type PageLine, type PagePicture } from '../../../bench/speech/reading.ts';
import { cutPauses, repeated } from '../../../bench/speech/unbroken-clip.ts';

const line = (id: number, text: string, language = 'en'): PageLine => ({ id, language, text });
const picture = (atMs: number, ...lines: PageLine[]): PagePicture => ({ atMs, lines });

describe('readPage', () => {
  it('reads a line that stays long enough', () => {
    const pictures = [picture(0, line(1, 'ten marks.')), picture(500)];
    expect(readPage(pictures, 'en', 20)).toEqual({ characters: 10, read: 10, fastest: 20 });
  });

  it('loses what vanishes before its turn', () => {
    const pictures = [picture(0, line(1, 'ten marks.'), line(2, 'ten marks.')), picture(600)];
    expect(readPage(pictures, 'en', 20).read).toBe(12);
  });

  it('waits for characters that come later', () => {
    const pictures = [picture(0, line(1, 'ten')), picture(5000, line(1, 'ten marks.')), picture(5100)];
    expect(readPage(pictures, 'en', 20).read).toBe(5);
  });

  it('reads a changed text again', () => {
    const pictures = [picture(0, line(1, 'ten')), picture(1000, line(1, 'tin')), picture(1050)];
    expect(readPage(pictures, 'en', 20).read).toBe(2);
  });

  it('looks at one language only', () => {
    const pictures = [picture(0, line(1, 'uno', 'es'), line(2, 'one')), picture(1000)];
    expect(readPage(pictures, 'es', 20).characters).toBe(3);
    expect(pageTexts(pictures, 'en')).toEqual([
      { atMs: 0, text: 'one' },
      { atMs: 1000, text: '' },
    ]);
  });

  it('never reads more at a lower speed, nor more than there is', () => {
    const texts = fc.array(fc.array(fc.string({ maxLength: 30 }), { maxLength: 3 }), { maxLength: 8 });
    fc.assert(
      fc.property(texts, fc.integer({ min: 1, max: 60 }), (shown, speed) => {
        const pictures = shown.map((lines, index) => picture(index * 400, ...lines.map((text, id) => line(id, text))));
        const [slow, fast] = [readPage(pictures, 'en', speed), readPage(pictures, 'en', speed * 2)];
        expect(slow.read).toBeLessThanOrEqual(fast.read);
        expect(fast.read).toBeLessThanOrEqual(fast.characters);
      }),
    );
  });
});

describe('cutPauses', () => {
  const sound = {
    samples: Float32Array.from({ length: 16 * 5000 }, (_, index) => index),
    words: [
      { text: 'a', startMs: 1000, endMs: 1500 },
      { text: 'b', startMs: 1600, endMs: 2000 },
      { text: 'c', startMs: 4000, endMs: 4500 },
    ],
  };

  it('keeps the words and leaves short pauses', () => {
    const { samples, words } = cutPauses(sound, 200);
    expect(words.map(({ startMs, endMs }) => [startMs, endMs])).toEqual([
      [100, 600],
      [700, 1100],
      [1300, 1800],
    ]);
    expect(samples).toHaveLength(16 * 1900);
    for (const [index, { startMs }] of words.entries()) {
      expect(samples[startMs * 16]).toBe(sound.words[index]!.startMs * 16);
    }
  });

  it('can be repeated until it is long enough', () => {
    const { samples, words } = repeated([cutPauses(sound, 200)], 4000);
    expect(samples).toHaveLength(3 * 16 * 1900);
    expect(words.map(({ text }) => text).join('')).toBe('abcabcabc');
    expect(words[3]!.startMs).toBe(1900 + 100);
  });
});
