import { describe, expect, it } from 'vitest';
import { quietestFrameNear } from '../../../../src/engine/transcription/cut-point.ts';
import { frameAt } from '../../../support/frames.ts';

describe('quietestFrameNear', () => {
  const loud = (quiet: readonly number[]) =>
    Array.from({ length: 40 }, (_, index) => frameAt(index, quiet.includes(index) ? 0.001 : 0.1));

  it('finds the pause before a word', () => {
    expect(quietestFrameNear(loud([16]), 20 * 32)).toBe(16);
    expect(quietestFrameNear(loud([15, 16, 17]), 20 * 32)).toBe(17);
  });

  it('looks no further than word times can be wrong', () => {
    expect(quietestFrameNear(loud([2]), 30 * 32)).toBeGreaterThan(20);
    expect(quietestFrameNear(loud([25]), 20 * 32)).toBeLessThanOrEqual(21);
  });

  it('stays within the sound', () => {
    expect(quietestFrameNear(loud([]), 0)).toBeGreaterThanOrEqual(0);
    expect(quietestFrameNear(loud([]), 99_999)).toBe(39);
  });
});
