import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  recordedParts,
  recordedTime,
  withRecordingEvent,
  type Recording,
  type RecordingEvent,
} from '../../../../src/engine/captions/recording-clock.ts';

function after(...events: readonly RecordingEvent[]): readonly Recording[] {
  return events.reduce<readonly Recording[]>(withRecordingEvent, []);
}

function only(...events: readonly RecordingEvent[]): Recording {
  const [recording, ...others] = after(...events);
  expect(others).toEqual([]);
  if (!recording) throw new Error('There is no recording.');
  return recording;
}

const STARTED: RecordingEvent = { type: 'started', atMs: 1000, name: 'one.mkv' };

describe('the clock of a recording', () => {
  it('has its zero where the recording starts', () => {
    const recording = only(STARTED);
    expect(recordedTime(recording, 1000)).toBe(0);
    expect(recordedTime(recording, 4000)).toBe(3000);
    expect(recordedTime(recording, 500)).toBe(0);
  });

  it('stands while it is paused', () => {
    const recording = only(STARTED, { type: 'paused', atMs: 3000 }, { type: 'resumed', atMs: 8000 });
    expect([2000, 3000, 5000, 8000, 9000].map((atMs) => recordedTime(recording, atMs))).toEqual([
      1000, 2000, 2000, 2000, 3000,
    ]);
  });

  it('ends where it stops, also in a pause', () => {
    const stopped = only(STARTED, { type: 'stopped', atMs: 5000 });
    expect([stopped.overMs, recordedTime(stopped, 9000)]).toEqual([5000, 4000]);
    const paused = only(STARTED, { type: 'paused', atMs: 3000 }, { type: 'stopped', atMs: 5000 });
    expect([paused.overMs, recordedTime(paused, 9000)]).toEqual([5000, 2000]);
  });

  it('begins anew with the next file', () => {
    const [one, two] = after(STARTED, { type: 'split', atMs: 61_000, name: 'two.mkv' });
    expect(one && [one.name, one.overMs, recordedTime(one, 70_000)]).toEqual(['one.mkv', 61_000, 60_000]);
    expect(two && [two.name, two.overMs, recordedTime(two, 70_000)]).toEqual(['two.mkv', undefined, 9000]);
  });

  it('takes a start while one runs, after a lost connection, for the next file', () => {
    expect(after(STARTED, { type: 'started', atMs: 2000, name: 'two.mkv' }).map(({ overMs }) => overMs)).toEqual([
      2000,
      undefined,
    ]);
  });

  it('is not changed by what cannot be', () => {
    expect(after({ type: 'paused', atMs: 1 }, { type: 'resumed', atMs: 2 }, { type: 'stopped', atMs: 3 })).toEqual([]);
    expect(only(STARTED, { type: 'resumed', atMs: 2000 })).toEqual(only(STARTED));
    const over = only(STARTED, { type: 'stopped', atMs: 2000 });
    expect(only(STARTED, { type: 'stopped', atMs: 2000 }, { type: 'paused', atMs: 3000 })).toEqual(over);
  });

  it('never goes back, and never faster than the time, whatever is told', () => {
    const type = fc.constantFrom('started', 'split', 'paused', 'resumed', 'stopped');
    const anyEvent = fc
      .record({ type, atMs: fc.integer({ min: 0, max: 20_000 }) })
      .map(({ type: kind, atMs }) => ({ type: kind, atMs, name: 'a' }));
    fc.assert(
      fc.property(fc.array(anyEvent), fc.nat(25_000), fc.nat(5000), (events, atMs, laterMs) => {
        for (const recording of after(...events)) {
          const passed = recordedTime(recording, atMs + laterMs) - recordedTime(recording, atMs);
          expect(passed).toBeGreaterThanOrEqual(0);
          expect(passed).toBeLessThanOrEqual(laterMs);
          const held = recordedParts(recording, { startMs: atMs, endMs: atMs + laterMs });
          expect(held.reduce((sum, { startMs, endMs }) => sum + endMs - startMs, 0)).toBe(passed);
        }
      }),
    );
  });
});
