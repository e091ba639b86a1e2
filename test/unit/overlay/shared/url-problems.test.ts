import { describe, expect, it } from 'vitest';
import { addressProblems } from '../../../../src/overlay/shared/url-problems.ts';

describe('what is wrong with the address of an overlay', () => {
  it.each([
    ['size=-4', 'size=-4 is not from 12 to 200: 12 is used.'],
    ['SIZE=999', 'size=999 is not from 12 to 200: 200 is used.'],
    ['size=big', 'size=big is not a number from 12 to 200.'],
    ['lines=0', 'lines=0 is not from 1 to 6: 1 is used.'],
    ['width=99', 'width=99 is not from 10 to 80: 80 is used.'],
    ['hold=0', 'hold=0 is not from 1 to 60: 1 is used.'],
    ['readingSpeed=90', 'readingspeed=90 is not from 5 to 25: 25 is used.'],
    ['maxLag=0', 'maxlag=0 is not from 1 to 30: 1 is used.'],
    ['background=101', 'background=101 is not from 0 to 100: 100 is used.'],
    ['layout=sideways', 'layout=sideways is not translation, source, or dual.'],
    ['position=left', 'position=left is not bottom or top.'],
    ['align=up', 'align=up is not center, left, or right.'],
    ['text=end', 'text=end is not start or center.'],
    ['theme=../../etc', 'theme=../../etc is not the name of a theme.'],
    ['font=x";}body{display:none', 'font=x";}body{display:non is not the name of a font.'],
  ])('%s is told', (query, sentence) => {
    expect(addressProblems(`?${query}`)).toEqual([sentence]);
  });

  it('is told of the last value of a name, and of each name once', () => {
    expect(addressProblems('?size=-4&size=64&lines=9&layout=x')).toEqual([
      'lines=9 is not from 1 to 6: 6 is used.',
      'layout=x is not translation, source, or dual.',
    ]);
  });

  it('is nothing where all is well, in whatever case and with units', () => {
    const query =
      '?lang=pt-BR&LAYOUT=Dual&theme=neon&size=64px&lines=3&width=32&position=top&align=left&text=center&source=Mic' +
      '&hold=2,5&readingSpeed=15&maxLag=6.5&background=60%25&font=Noto%20Sans&preview=1&status&font=&colour=red';
    expect(addressProblems(query)).toEqual([]);
  });
});
