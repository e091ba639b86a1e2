import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alignedPrefixLength } from '../../../../../src/engine/transcription/text/align.ts';

const align = (known: string, text: string): number => alignedPrefixLength([...known], [...text]);

describe('alignedPrefixLength', () => {
  it.each([
    ['', 'abc', 0],
    ['abc', 'abcdef', 3],
    ['abc', 'axcdef', 3],
    ['abc', 'acdef', 2],
    ['abc', 'abxcdef', 4],
    ['abc', '', 0],
  ])('finds where %o ends in %o', (known, text, length) => {
    expect(align(known, text)).toBe(length);
  });

  it('is the length of the known part wherever the text begins with it', () => {
    const letters = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 12 });
    fc.assert(
      fc.property(letters, letters, (known, more) => {
        expect(alignedPrefixLength(known, [...known, ...more])).toBe(known.length);
      }),
    );
  });
});
