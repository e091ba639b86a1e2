import { describe, expect, it } from 'vitest';
import { SlowWatch } from '../../../../../src/engine/transcription/host/slow-watch.ts';

/** Tells after which of the finals, counted from 1, it was time to tell. */
function told(watch: SlowWatch, finals: number, { audioMs, tookMs }: { audioMs: number; tookMs: number }): number[] {
  return Array.from({ length: finals }, (_, index) => index + 1).filter(() => watch.take(audioMs, tookMs));
}

describe('SlowWatch', () => {
  it('tells once that decodes take longer than the speech, after ten seconds of it', () => {
    expect(told(new SlowWatch(), 50, { audioMs: 4000, tookMs: 6000 })).toEqual([3]);
  });

  it('says nothing of a machine that keeps up, or of a single slow decode', () => {
    const watch = new SlowWatch();
    expect(told(watch, 20, { audioMs: 3000, tookMs: 2900 })).toEqual([]);
    expect(told(watch, 20, { audioMs: 3000, tookMs: 500 })).toEqual([]);
    expect(told(watch, 1, { audioMs: 3000, tookMs: 9000 })).toEqual([]);
    expect(told(watch, 20, { audioMs: 3000, tookMs: 500 })).toEqual([]);
  });

  it('tells again only after a minute of sound in which all was well', () => {
    const watch = new SlowWatch();
    const slow = { audioMs: 5000, tookMs: 20_000 };
    const fast = { audioMs: 5000, tookMs: 500 };
    expect(told(watch, 5, slow)).toEqual([3]);
    told(watch, 8, fast);
    expect(told(watch, 5, slow)).toEqual([]);
    told(watch, 20, fast);
    expect(told(watch, 5, slow)).toEqual([1]);
  });
});
