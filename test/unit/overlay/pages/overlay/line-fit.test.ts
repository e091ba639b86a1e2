import { describe, expect, it } from 'vitest';
import { fitLine } from '../../../../../src/overlay/pages/overlay/line-fit.ts';

describe('the width of a line', () => {
  it('is what was asked for where there is room', () => {
    expect(fitLine({ wantedUnits: 42, characterPx: 25, availablePx: 1728 })).toEqual({ units: 42, widthPx: 1176 });
  });

  it('is what fits where there is not', () => {
    const { units, widthPx } = fitLine({ wantedUnits: 42, characterPx: 50, availablePx: 1000 });
    expect(units).toBe(17);
    expect(widthPx).toBeLessThanOrEqual(1000);
  });

  it('is never nothing', () => {
    expect(fitLine({ wantedUnits: 42, characterPx: 100, availablePx: 0 }).units).toBe(4);
  });
});
