import { describe, expect, it } from 'vitest';
import { Watchdog } from '../../../../../src/engine/pipeline/supervised/watchdog.ts';
import { ManualClock } from '../../../../../src/testing/manual-clock.ts';

describe('Watchdog', () => {
  it('tells once of silence: later at the start, sooner afterwards', async () => {
    const clock = new ManualClock();
    const told: number[] = [];
    const watchdog = new Watchdog({ clock, firstMs: 3000, thenMs: 1000, onSilence: (ms) => told.push(ms) });
    void watchdog.watch(new AbortController().signal);
    await clock.advance(2900);
    watchdog.alive();
    await clock.advance(900);
    watchdog.alive();
    await clock.advance(900);
    expect(told).toEqual([]);
    await clock.advance(5000);
    expect(told).toEqual([1000]);
  });
});
