import { describe, expect, it } from 'vitest';
import { LagWatch } from '../../../../src/engine/transcription/lag-watch.ts';

describe('LagWatch', () => {
  it('tells once that finals come later and later, and again only after they were in time', () => {
    const watch = new LagWatch();
    const told = [59_000, 61_000, 80_000, 20_000, 61_000, 4000, 61_000].map((behindMs) => watch.take(behindMs));
    expect(told).toEqual([false, true, false, false, false, false, true]);
  });
});
