import fc from 'fast-check';

/** Code points are 0 to 0x10ffff without the 0x800 halves of surrogate pairs, which begin at 0xd800. */
const codePoint = fc
  .integer({ min: 0, max: 0x10_ffff - 0x800 })
  .map((number) => String.fromCodePoint(number < 0xd800 ? number : number + 0x800));

/** Text of any code points. What fast-check has for it takes a second to set up, in each file that asks. */
export const anyText = fc.array(codePoint).map((points) => points.join(''));
