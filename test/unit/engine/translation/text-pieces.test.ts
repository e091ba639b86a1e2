import { expect, it } from 'vitest';
import { splitText } from '../../../../src/engine/translation/local/text-pieces.ts';
import { expectAll } from '../../../support/expect-all.ts';

const texts = (text: string, language: string): string[] => splitText(text, language).map((piece) => piece.text);

it('leaves an ordinary utterance in one piece', () => {
  expect(splitText('Hello friends. We play chess.', 'en')).toEqual([
    { text: 'Hello friends. We play chess.', kept: false },
  ]);
});

it('cuts 5,000 characters at the ends of sentences', () => {
  const sentence = 'We found the key in the forest.';
  const pieces = texts(`${sentence} `.repeat(157), 'en');
  expect(pieces.length).toBeLessThanOrEqual(40);
  expectAll(pieces, (piece) => piece.length <= 150 && piece.endsWith('forest.'));
  expect(pieces.join(' ')).toBe(`${sentence} `.repeat(157).trim());
});

it('cuts text without marks at spaces', () => {
  const text = 'we found the key '.repeat(100).trim();
  const pieces = texts(text, 'en');
  expect(pieces).toHaveLength(12);
  expect(pieces.join(' ')).toBe(text);
});

it('keeps what is no word as it is', () => {
  expect(splitText(`We found ${'x'.repeat(5000)} here.`, 'en')).toEqual([
    { text: 'We found', kept: false },
    { text: 'x'.repeat(5000), kept: true },
    { text: 'here.', kept: false },
  ]);
});

it('cuts scripts without spaces into short pieces, behind a sentence where there is one, never inside a character', () => {
  expect(texts(`${'あ'.repeat(40)}。${'い'.repeat(40)}`, 'ja')).toEqual([`${'あ'.repeat(40)}。`, 'い'.repeat(40)]);
  const pieces = texts(`a${'😀'.repeat(200)}`, 'zh');
  expectAll(pieces, (piece) => piece.length <= 60 && /^a?(?:😀)*$/u.test(piece));
});

it('gives no pieces for nothing', () => {
  expect(splitText('  ', 'en')).toEqual([]);
});
