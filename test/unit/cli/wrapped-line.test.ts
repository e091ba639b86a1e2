import { stripVTControlCharacters } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shortened, tailStart, unbroken, wrapped, type LineLayout } from '../../../src/cli/wrapped-line.ts';
import { cleanLine } from '../../../src/protocol/clean-text.ts';
import { textUnits } from '../../../src/protocol/text-units.ts';

function rows(text: string, layout: LineLayout): string[] {
  return wrapped([{ text }], layout).map(({ written }) => stripVTControlCharacters(written));
}

describe('wrapped', () => {
  it('breaks between words, and hangs the rows below the first one', () => {
    expect(rows('note One two three four five.', { width: 14, indent: 4 })).toEqual([
      'note One two',
      '    three four',
      '    five.',
    ]);
  });

  it('counts characters of double width', () => {
    expect(rows('日本語の字幕です。', { width: 10, language: 'ja' })).toEqual(['日本語の', '字幕です。']);
  });

  it('leaves an address whole, since it is clicked and copied', () => {
    const address = 'https://192.168.1.5:7475/overlay#token=0123456789abcdef';
    expect(rows(`Captions on other devices  ${address}`, { width: 40, indent: 2 })).toEqual([
      'Captions on other devices',
      `  ${address}`,
    ]);
  });

  it('breaks a word that is wider than the terminal', () => {
    expect(rows('abcdefghijkl', { width: 6 })).toEqual(['abcdef', 'ghijkl']);
  });

  it('gives an empty line for an empty text, and one line where nothing is narrow', () => {
    expect(rows('', { width: 40 })).toEqual(['']);
    expect(rows('a '.repeat(300).trim(), { width: Infinity })).toHaveLength(1);
    expect(unbroken([{ text: 'a\u001b[2J' }, { text: 'b' }]).written).toBe('ab');
  });

  it('keeps every row within the terminal, and every word', () => {
    const text = fc.array(fc.stringMatching(/^[a-zé日本語한글🎮.,!]{1,30}$/u)).map((words) => words.join(' '));
    fc.assert(
      fc.property(text, fc.integer({ min: 20, max: 100 }), fc.nat(14), (line, width, indent) => {
        const found = rows(line, { width, indent });
        for (const row of found) expect(textUnits(row)).toBeLessThanOrEqual(width);
        expect(found.join('').replaceAll(' ', '')).toBe(cleanLine(line).replaceAll(' ', ''));
      }),
    );
  });
});

describe('tailStart', () => {
  it('begins the end of a text at a word', () => {
    expect('Hoy jugamos al dragón'.slice(tailStart('Hoy jugamos al dragón', 12))).toBe('al dragón');
    expect(tailStart('short', 12)).toBe(0);
    expect(tailStart('', 12)).toBe(0);
  });

  it('counts wide characters', () => {
    const text = '今日はゲームをします';
    expect(textUnits(text.slice(tailStart(text, 10)))).toBeLessThanOrEqual(10);
  });
});

describe('shortened', () => {
  it('shows that something is missing', () => {
    expect(shortened('listening to all', 10)).toBe('listening…');
    expect(shortened('字幕字幕', 5)).toBe('字幕…');
    expect(shortened('short', 5)).toBe('short');
    expect(shortened('anything', 0)).toBe('');
  });
});
