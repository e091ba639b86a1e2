import { describe, expect, it } from 'vitest';
import { ArrivalTimes } from '../../../../../src/engine/transcription/streaming/arrival-times.ts';
import { tokenize } from '../../../../../src/engine/transcription/text/tokens.ts';

describe('ArrivalTimes', () => {
  it('puts new words between the last answer and this one, but for what the model looks ahead', () => {
    const times = new ArrivalTimes(300);
    times.of([], 1000);
    const [one, two] = times.of(tokenize('one two', 'en'), 1500);
    expect(one).toMatchObject({ startMs: 700, endMs: 950 });
    expect(two).toMatchObject({ startMs: 950, endMs: 1200 });
    const again = times.of(tokenize('one two three', 'en'), 2000);
    expect(again.slice(0, 2)).toEqual([one, two]);
    expect(again[2]).toMatchObject({ startMs: 1200, endMs: 1700 });
  });

  it('leaves words their own times, forgets those that are settled, and never runs backwards', () => {
    const times = new ArrivalTimes(300);
    const [timed] = times.of([{ space: '', surface: 'one', key: 'one', startMs: 5, endMs: 9 }], 1000);
    expect(timed).toMatchObject({ startMs: 5, endMs: 9 });
    times.of(tokenize('one two', 'en'), 2000);
    times.drop(1);
    expect(times.of(tokenize('two three', 'en'), 2000)).toMatchObject([
      { startMs: 700, endMs: 1700 },
      { startMs: 1700, endMs: 1700 },
    ]);
  });
});
