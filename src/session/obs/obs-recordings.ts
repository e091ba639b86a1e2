import {
  isOpen,
  recordedTime,
  runningOf,
  withRecordingEvent,
  type Recording,
  type RecordingEvent,
} from '../../engine/captions/recording-clock.ts';
import type { ObsChange, ObsState } from '../../engine/obs/obs-state.ts';

/** OBS tells the file as a recording starts, but not of one that runs already. */
const UNNAMED = 'recording';

/** OBS counts what its encoder has finished, which is so far behind at most, in milliseconds: 16 pictures of ten a second. */
const ENCODER_LAG_MS = 2000;

/** What was told of the recorder of OBS until now. */
export interface ObsRecorder {
  /** The newest recording, at most. */
  readonly recordings: readonly Recording[];
  /** Since when it is not known what OBS does; undefined while it is. */
  readonly lostAtMs: number | undefined;
}

/** Nothing was told of it yet. */
export const UNKNOWN_RECORDER: ObsRecorder = { recordings: [], lostAtMs: undefined };

/** What OBS has told, see `ObsService`. `atMs` is when, on the engine's clock. */
interface Told {
  readonly state: ObsState | undefined;
  readonly change?: ObsChange | undefined;
  readonly atMs: number;
}

/** What follows for transcripts from what OBS has told. While OBS is not known, its recording is taken to go on. */
export function afterTold(
  { recordings, lostAtMs }: ObsRecorder,
  { state, change, atMs }: Told,
): { readonly recorder: ObsRecorder; readonly events: readonly RecordingEvent[] } {
  if (!state) return { recorder: { recordings, lostAtMs: lostAtMs ?? atMs }, events: [] };
  const running = runningOf(recordings);
  const events = change ? eventsOf(change, running, atMs) : eventsWhereRead(state, running, { lostAtMs, atMs });
  return {
    recorder: { recordings: events.reduce(withRecordingEvent, recordings).slice(-1), lostAtMs: undefined },
    events,
  };
}

function eventsOf(change: ObsChange, running: Recording | undefined, atMs: number): readonly RecordingEvent[] {
  if (change.type === 'record-file') return running ? [{ type: 'split', atMs, name: change.path }] : [];
  if (change.type !== 'record') return [];
  switch (change.record) {
    case 'recording':
      if (running && !isOpen(running)) return [{ type: 'resumed', atMs }];
      return running && change.path === undefined ? [] : [{ type: 'started', atMs, name: change.path ?? UNNAMED }];
    case 'paused':
      return running ? [{ type: 'paused', atMs }] : [];
    case 'stopped':
      return running ? [{ type: 'stopped', atMs }] : [];
    case 'starting':
    case 'stopping':
      return [];
  }
}

interface Absence {
  readonly lostAtMs: number | undefined;
  readonly atMs: number;
}

function eventsWhereRead(
  { record, recordedMs }: ObsState,
  running: Recording | undefined,
  { lostAtMs, atMs }: Absence,
): readonly RecordingEvent[] {
  switch (record) {
    case 'stopping':
      return [];
    case 'stopped':
    case 'starting':
      return running ? [{ type: 'stopped', atMs: lostAtMs ?? atMs }] : [];
    case 'recording':
    case 'paused': {
      const isPaused = record === 'paused';
      if (running && isSame(running, recordedMs, { lostAtMs, atMs })) {
        return eventsMissed(running, { isPaused, recordedMs }, { lostAtMs, atMs });
      }
      return [
        ...(running ? [{ type: 'stopped' as const, atMs: lostAtMs ?? atMs }] : []),
        { type: 'started', atMs: atMs - recordedMs, name: UNNAMED },
        ...(isPaused ? [{ type: 'paused' as const, atMs }] : []),
      ];
    }
  }
}

/** Whether a recording that is found may be the one that ran before: it is as long, and did not begin meanwhile. */
function isSame(running: Recording, recordedMs: number, { lostAtMs, atMs }: Absence): boolean {
  if (lostAtMs === undefined) return true;
  const awayMs = atMs - lostAtMs;
  const beforeMs = recordedTime(running, lostAtMs);
  return (
    recordedMs > awayMs && recordedMs >= beforeMs - ENCODER_LAG_MS && recordedMs <= beforeMs + awayMs + ENCODER_LAG_MS
  );
}

/** A pause, or the end of one, that nobody told of: how long the recording is tells when it was. */
function eventsMissed(
  running: Recording,
  { isPaused, recordedMs }: { readonly isPaused: boolean; readonly recordedMs: number },
  { lostAtMs = Number.POSITIVE_INFINITY, atMs }: Absence,
): readonly RecordingEvent[] {
  const awayMs = Math.max(0, atMs - lostAtMs);
  const missingMs = recordedTime(running, atMs) - recordedMs;
  if (!isOpen(running)) {
    return isPaused ? [] : [{ type: 'resumed', atMs: atMs - Math.min(awayMs, Math.max(0, -missingMs)) }];
  }
  const pausedMs = missingMs > ENCODER_LAG_MS ? Math.min(awayMs, missingMs) : 0;
  if (isPaused) return [{ type: 'paused', atMs: atMs - pausedMs }];
  if (pausedMs === 0) return [];
  return [
    { type: 'paused', atMs: atMs - awayMs },
    { type: 'resumed', atMs: atMs - awayMs + pausedMs },
  ];
}
