import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanLine, cleanText } from '../../../src/protocol/clean-text.ts';
import { anyText } from '../../support/any-text.ts';

/** Texts in which signs that steer, turn and hide are frequent. */
const hostileText = fc
  .array(
    fc.oneof(
      fc.constantFrom(...'ab 1;[]\\mPX^_?>☺👩🔥א가'),
      fc.constantFrom('\u001b', '\u009b', '\u009d', '\u0007', '\u0090', '\u009c', '\r', '\n', '\t', '\0', '\u007f'),
      fc.constantFrom('\u200b', '\u200c', '\u200d', '\u200e', '\u200f', '\u061c', '\ufe0f', '\u{e0101}', '\u180b'),
      fc.constantFrom('\u202e', '\u2066', '\u2028', '\ud800', '\udc00', '\uffff', '\u{e0041}', '\u{1f3f4}', '\u0301'),
      anyText,
    ),
  )
  .map((parts) => parts.join(''));

describe('text from outside', () => {
  it.each([
    ['a sequence for a terminal, as a whole', 'a\u001b]0;title\u0007b\u001b[2Jc\u001b[31;1md\u001bce', 'abcde'],
    ['sequences of one sign', 'a\u009b2Jb\u009d0;title\u009cc\u0090q\u001b\\d', 'abcd'],
    ['the beginning alone of a string that has no end', '\u001b]0;words go on', '0;words go on'],
    ['controls', 'a\0b\u0007c\bd\u007fe\u0086f', 'abcdef'],
    ['what turns text around', 'a\u202eb\u202cc\u2066d\u2069e', 'abcde'],
    ['what takes no room', 'a\u200bb\u2060c\ufeffd\u00ade\u3164f\u115fg', 'abcdefg'],
    ['tags', 'a\u{e0068}\u{e0069}\u{e007f}', 'a'],
    ['what is no character', 'a\ufdd0b\uffffc\u{10ffff}d', 'abcd'],
    ['joiners and selectors where there is nothing to join', 'a\u200db\u200c\ufe0fc\ufe0f 👩\u200d', 'abc 👩'],
    ['selectors behind the first', '❤\ufe0f\ufe0e\ufe01\u{e0100}', '❤\ufe0f'],
    ['marks of direction behind the first', 'א\u200f\u200f\u200f!', 'א\u200f!'],
    ['marks that cover other lines', `Z${'\u0300'.repeat(60)}algo`, `Z${'\u0300'.repeat(5)}algo`],
  ])('loses %s', (_what, text, expected) => {
    expect(cleanText(text)).toBe(expected);
  });

  it('has the sign for a character that is missing in place of half of one', () => {
    expect(cleanText('a\ud83db\udc69')).toBe('a\ufffdb\ufffd');
  });

  it('has line feeds for all that ends a line, and spaces for tabs', () => {
    expect(cleanText('a\r\nb\rc\vd\fe\u0085f\u2028g\u2029h\ti')).toBe('a\nb\nc\nd\ne\nf\ng\nh i');
    expect(cleanLine('a\r\n\r\nb\u2028c')).toBe('a b c');
  });

  it.each([
    ['Persian', 'می‌خواهم'],
    ['Marathi and Sinhala', 'क्‍ष ශ්‍රී'],
    ['Hebrew with a mark of direction', 'שלום (C++\u200e) לכולם'],
    ['Arabic with vowels', 'اَلسَّلَامُ عَلَيْكُمْ'],
    ['Mongolian', 'ᠮᠤ᠋ ᠠᠷᠠ\u180eᠠ'],
    ['Thai, Tibetan, Burmese', 'สวัสดีครับ བསྒྲུབས မြွှေ့'],
    ['Japanese with its own space and a variant of a sign', 'はい　葛\u{e0100}'],
    ['families, flags and keys', '👩‍👩‍👧‍👦 👩🏽‍❤️‍💋‍👨🏽 🏳️‍🌈 🏴‍☠️ 🏴󠁧󠁢󠁳󠁣󠁴󠁿 🇫🇷 1️⃣ ☺︎'],
  ])('keeps %s', (_what, text) => {
    expect(cleanText(text)).toBe(text);
  });

  it('is clean once it was cleaned, and never holds what steers, turns or hides', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const clean = cleanText(text);
        expect(cleanText(clean)).toBe(clean);
        expect(clean).not.toMatch(
          /(?!\n)\p{Cc}|[\u202a-\u202e\u2066-\u2069\u200b\u2060\ufeff\u00ad]|\p{Cs}|\p{NChar}/u,
        );
        expect(cleanLine(text)).not.toContain('\n');
      }),
    );
  });
});
