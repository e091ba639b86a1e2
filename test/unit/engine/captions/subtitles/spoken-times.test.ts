import { describe, expect, it } from 'vitest';
import { spokenTimes } from '../../../../../src/engine/captions/subtitles/spoken-times.ts';

describe('spokenTimes', () => {
  it('goes evenly where no words are known', () => {
    const times = spokenTimes({ startMs: 1000, endMs: 3000 });
    expect([times.startOf(0), times.startOf(0.5), times.endOf(0.5), times.endOf(1)]).toEqual([1000, 2000, 2000, 3000]);
  });

  it('leaves out the pauses between words', () => {
    const words = [
      { length: 5, startMs: 100, endMs: 600 },
      { length: 5, startMs: 2000, endMs: 2500 },
    ];
    const times = spokenTimes({ startMs: 0, endMs: 2600, words });
    expect([times.startOf(0), times.endOf(0.5), times.startOf(0.5), times.endOf(1)]).toEqual([100, 600, 2000, 2500]);
    expect(times.startOf(0.25)).toBeCloseTo(350, 0);
  });

  it('never goes back, and stays within the caption', () => {
    const words = [
      { length: 2, startMs: 500, endMs: 400 },
      { length: 2, startMs: 100, endMs: 9000 },
    ];
    const times = spokenTimes({ startMs: 200, endMs: 1000, words });
    expect([times.startOf(0), times.startOf(0.5), times.endOf(1)]).toEqual([500, 500, 1000]);
  });
});
