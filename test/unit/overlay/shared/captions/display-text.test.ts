import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { displayText } from '../../../../../src/overlay/shared/captions/display-text.ts';
import { anyText } from '../../../../support/any-text.ts';

describe('text for display', () => {
  it('has one line without control characters', () => {
    expect(displayText('  one\ntwo\t\u0000three\u2028four\r\n ')).toBe('one two three four');
  });

  it('cannot turn the text after it around', () => {
    expect(displayText('abc\u202edef\u2066ghi\u2069')).toBe('abcdefghi');
  });

  it('has no tall stacks of marks, but all that scripts need', () => {
    expect(displayText(`Z${'\u0300'.repeat(60)}algo`)).toBe(`Z${'\u0300'.repeat(5)}algo`);
    for (const text of ['สวัสดีครับ', 'Tiếng Việt', 'שָׁלוֹם', 'اَلسَّلَامُ', 'བསྒྲུབས', 'မြွှေ့', 'किंतु', '1️⃣']) {
      expect(displayText(text.normalize('NFD'))).toBe(text.normalize('NFD'));
    }
  });

  it('keeps joined emoji', () => {
    for (const emoji of ['👩‍👩‍👧‍👦', '👩🏽‍❤️‍💋‍👨🏽', '🏴󠁧󠁢󠁳󠁣󠁴󠁿', '🇫🇷']) expect(displayText(emoji)).toBe(emoji);
  });

  it('does nothing more when it is done again', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(displayText(displayText(text))).toBe(displayText(text));
      }),
    );
  });
});
