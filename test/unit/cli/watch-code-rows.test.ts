import { encode } from 'uqr';
import { describe, expect, it } from 'vitest';
import { watchCodeRows } from '../../../src/cli/watch-code-rows.ts';

const URL_OF_PAGE = 'http://192.168.1.20:7480/watch';

describe('the code in the terminal', () => {
  it('has two rows of the picture in a line, light where the picture is', () => {
    const rows = watchCodeRows(URL_OF_PAGE, 80).map(([span]) => span?.text ?? '');
    const { size, data } = encode(URL_OF_PAGE, { border: 2 });
    expect(rows).toHaveLength(Math.ceil(size / 2));
    const isLight = (sign: string, isUpper: boolean): boolean => sign === '█' || sign === (isUpper ? '▀' : '▄');
    const wrong = data.flatMap((row, y) =>
      row.filter((isDark, x) => isLight(rows[y >> 1]?.[x] ?? '', y % 2 === 0) === isDark),
    );
    expect(wrong).toEqual([]);
  });

  it('is not there where it would be broken', () => {
    expect(watchCodeRows(URL_OF_PAGE, 20)).toEqual([]);
  });
});
