import { describe, expect, it } from 'vitest';
import { assLines, plainLines, srtLines, vttLines } from '../../../../src/engine/captions/subtitle-text.ts';

describe('lines of a subtitle', () => {
  it.each([
    ['<b>bold</b> {\\b1}and{\\an8} -->', '‹b›bold‹/b› (\\b1)and(\\an8) --›'],
    ['I <3 you, 5 > 4', 'I ‹3 you, 5 › 4'],
    ['<font color="red">', '‹font color="red"›'],
    ['{Y:i}one\\Ntwo\\hthree\\nfour', '(Y:i)one⧵Ntwo⧵hthree⧵nfour'],
    ['C:\\Games, R&D', 'C:\\Games, R&D'],
  ])('of SubRip show %o and obey nothing', (text, expected) => {
    expect(srtLines([text])).toBe(expected);
  });

  it('of WebVTT show markup as text', () => {
    expect(vttLines(['<c.red>a</c> & --> <00:01.000>'])).toBe(
      '&lt;c.red&gt;a&lt;/c&gt; &amp; --&gt; &lt;00:01.000&gt;',
    );
  });

  it('of Advanced SubStation are one, which is broken where ours are and obeys nothing', () => {
    expect(assLines(['{\\pos(1,1)}a', 'b\\Nc <i>'])).toBe('(⧵pos(1,1))a\\Nb⧵Nc <i>');
  });

  it.each([plainLines, srtLines, vttLines])(
    'have no empty line between them, and no control character (%o)',
    (write) => {
      const lines = [
        'one\n\n\n2\n00:00:00,000',
        ' \u00a0 ',
        '',
        '\u200b',
        '\u001b[2Jtwo\u2028\u0085\v\fthree\0',
        '\u3000',
      ];
      expect(write(lines)).toBe('one 2 00:00:00,000\ntwo three');
    },
  );
});
