import { describe, expect, it } from 'vitest';
import type { RecordingEvent } from '../../../../src/engine/captions/recording-clock.ts';
import { afterChange, type ObsChange, type ObsState, type RecordState } from '../../../../src/engine/obs/obs-state.ts';
import { afterTold, UNKNOWN_RECORDER, type ObsRecorder } from '../../../../src/session/obs/obs-recordings.ts';

const IDLE: ObsState = {
  scene: 'Main',
  inputs: [],
  muted: [],
  stream: 'stopped',
  record: 'stopped',
  recordedMs: 0,
};

/** What OBS tells at a time: a change, what was read, or that it is gone. */
type Step = readonly [atMs: number, ObsChange | Pick<ObsState, 'record' | 'recordedMs'> | 'lost'];

function follow(steps: readonly Step[]): readonly RecordingEvent[] {
  let recorder: ObsRecorder = UNKNOWN_RECORDER;
  let state = IDLE;
  return steps.flatMap(([atMs, told]) => {
    const change = told !== 'lost' && 'type' in told ? told : undefined;
    if (told !== 'lost') state = 'type' in told ? afterChange(state, told) : { ...IDLE, ...told };
    const after = afterTold(recorder, { state: told === 'lost' ? undefined : state, change, atMs });
    recorder = after.recorder;
    return after.events;
  });
}

const record = (word: RecordState, path?: string): ObsChange => ({
  type: 'record',
  record: word,
  ...(path === undefined ? {} : { path }),
});
const STARTED: Step = [1000, record('recording', '/videos/a.mkv')];
const started: RecordingEvent = { type: 'started', atMs: 1000, name: '/videos/a.mkv' };

describe('the recorder of OBS', () => {
  it('starts, pauses, goes on and stops when OBS tells', () => {
    const events = follow([
      [900, record('starting')],
      STARTED,
      [2000, record('paused')],
      [3000, record('recording')],
      [4000, record('stopping')],
      [4100, record('stopped', '/videos/a.mkv')],
      [5000, record('recording', '/videos/b.mkv')],
    ]);
    expect(events).toEqual([
      started,
      { type: 'paused', atMs: 2000 },
      { type: 'resumed', atMs: 3000 },
      { type: 'stopped', atMs: 4100 },
      { type: 'started', atMs: 5000, name: '/videos/b.mkv' },
    ]);
  });

  it('begins another file where the recording is split, and not where nothing is recorded', () => {
    const split: ObsChange = { type: 'record-file', path: '/videos/b.mkv' };
    expect(follow([[500, split], STARTED, [2000, split]])).toEqual([
      started,
      { type: 'split', atMs: 2000, name: '/videos/b.mkv' },
    ]);
  });

  it('has no event for what changes nothing of it', () => {
    expect(follow([STARTED, [2000, { type: 'scene', scene: 'Game' }], [3000, record('recording')]])).toEqual([started]);
    expect(
      follow([
        [2000, record('paused')],
        [3000, record('stopped')],
      ]),
    ).toEqual([]);
  });

  it('began before, by what is recorded, where it runs at the connection', () => {
    expect(follow([[9000, { record: 'recording', recordedMs: 5000 }]])).toEqual([
      { type: 'started', atMs: 4000, name: 'recording' },
    ]);
    expect(
      follow([
        [9000, { record: 'paused', recordedMs: 5000 }],
        [10_000, record('recording')],
      ]),
    ).toEqual([
      { type: 'started', atMs: 4000, name: 'recording' },
      { type: 'paused', atMs: 9000 },
      { type: 'resumed', atMs: 10_000 },
    ]);
  });

  it('is the same where its state is only read once more', () => {
    expect(follow([STARTED, [1100, { record: 'recording', recordedMs: 0 }]])).toEqual([started]);
  });
});

describe('the recorder of an OBS that was away', () => {
  it('is the same where it goes on, though its encoder lags', () => {
    expect(follow([STARTED, [20_000, 'lost'], [25_000, { record: 'recording', recordedMs: 23_400 }]])).toEqual([
      started,
    ]);
  });

  it('ended when OBS was lost, where nothing is recorded any more', () => {
    expect(
      follow([STARTED, [20_000, 'lost'], [25_000, 'lost'], [30_000, { record: 'stopped', recordedMs: 0 }]]),
    ).toEqual([started, { type: 'stopped', atMs: 20_000 }]);
  });

  it('is another one where that began meanwhile', () => {
    expect(follow([STARTED, [20_000, 'lost'], [60_000, { record: 'recording', recordedMs: 19_000 }]])).toEqual([
      started,
      { type: 'stopped', atMs: 20_000 },
      { type: 'started', atMs: 41_000, name: 'recording' },
    ]);
  });

  it('was paused when what it has recorded says so', () => {
    expect(follow([STARTED, [20_000, 'lost'], [30_000, { record: 'paused', recordedMs: 21_000 }]])).toEqual([
      started,
      { type: 'paused', atMs: 22_000 },
    ]);
  });

  it('lacks a pause of which nobody told', () => {
    expect(follow([STARTED, [20_000, 'lost'], [30_000, { record: 'recording', recordedMs: 24_000 }]])).toEqual([
      started,
      { type: 'paused', atMs: 20_000 },
      { type: 'resumed', atMs: 25_000 },
    ]);
  });

  it('went on when what it has recorded says so', () => {
    const paused: Step = [11_000, record('paused')];
    expect(follow([STARTED, paused, [20_000, 'lost'], [24_000, { record: 'recording', recordedMs: 11_000 }]])).toEqual([
      started,
      { type: 'paused', atMs: 11_000 },
      { type: 'resumed', atMs: 23_000 },
    ]);
    expect(follow([STARTED, paused, [20_000, 'lost'], [24_000, { record: 'paused', recordedMs: 9500 }]])).toEqual([
      started,
      { type: 'paused', atMs: 11_000 },
    ]);
  });
});
