/**
 * What a recorder tells, such as OBS. All times are milliseconds of one monotonic clock. A recording begins where the event
 * `started` arrives: recorders count their own time late, by what their encoder holds back. `split` begins the next file.
 * Of a recording that runs already, `started` tells the time at which it began.
 */
export type RecordingEvent =
  | { readonly type: 'started' | 'split'; readonly atMs: number; readonly name: string }
  | { readonly type: 'paused' | 'resumed' | 'stopped'; readonly atMs: number };

/** A stretch of time in milliseconds. */
export interface Span {
  readonly startMs: number;
  readonly endMs: number;
}

/** One recorded file. */
export interface Recording {
  /** As the recorder tells it, such as a path. */
  readonly name: string;
  /** What it holds, in order; the last one ends at Infinity while it records. */
  readonly spans: readonly Span[];
  /** When it ended; undefined before. */
  readonly overMs: number | undefined;
}

/**
 * The recordings after an event, the newest one last. What cannot be, such as a pause of nothing, changes nothing: the
 * connection to a recorder may have been away for a while.
 */
export function withRecordingEvent(recordings: readonly Recording[], event: RecordingEvent): readonly Recording[] {
  const before = recordings.slice(0, -1);
  const current = runningOf(recordings);
  const atMs = Math.max(event.atMs, lastTimeOf(current));
  switch (event.type) {
    case 'started':
    case 'split': {
      const spans = [{ startMs: atMs, endMs: Number.POSITIVE_INFINITY }];
      const ended = current ? [...before, stopped(current, atMs)] : recordings;
      return [...ended, { name: event.name, spans, overMs: undefined }];
    }
    case 'paused':
      return current ? [...before, { ...current, spans: closed(current.spans, atMs) }] : recordings;
    case 'resumed': {
      if (!current || isOpen(current)) return recordings;
      return [...before, { ...current, spans: [...current.spans, { startMs: atMs, endMs: Number.POSITIVE_INFINITY }] }];
    }
    case 'stopped':
      return current ? [...before, stopped(current, atMs)] : recordings;
  }
}

/** The newest recording, where it has not ended. */
export function runningOf(recordings: readonly Recording[]): Recording | undefined {
  const last = recordings.at(-1);
  return last?.overMs === undefined ? last : undefined;
}

/** The time of a recording at a moment; where it was paused, the one at which it went on. In milliseconds, never below 0. */
export function recordedTime({ spans }: Pick<Recording, 'spans'>, atMs: number): number {
  return spans.reduce((sum, { startMs, endMs }) => sum + Math.max(0, Math.min(atMs, endMs) - startMs), 0);
}

/** The parts of a stretch of time that a recording holds. */
export function recordedParts({ spans }: Pick<Recording, 'spans'>, { startMs, endMs }: Span): readonly Span[] {
  return spans
    .map((span) => ({ startMs: Math.max(startMs, span.startMs), endMs: Math.min(endMs, span.endMs) }))
    .filter((part) => part.endMs > part.startMs);
}

function stopped(recording: Recording, atMs: number): Recording {
  return { ...recording, spans: closed(recording.spans, atMs), overMs: atMs };
}

function closed(spans: readonly Span[], atMs: number): readonly Span[] {
  return spans.map((span) => (span.endMs === Number.POSITIVE_INFINITY ? { ...span, endMs: atMs } : span));
}

/** Whether it records now: it has not ended, and is not paused. */
export function isOpen({ spans }: Pick<Recording, 'spans'>): boolean {
  return spans.at(-1)?.endMs === Number.POSITIVE_INFINITY;
}

/** The newest time that is certain of a recording: nothing of it may lie before that. */
function lastTimeOf(recording: Recording | undefined): number {
  const last = recording?.spans.at(-1);
  if (!last) return Number.NEGATIVE_INFINITY;
  return last.endMs === Number.POSITIVE_INFINITY ? last.startMs : last.endMs;
}
