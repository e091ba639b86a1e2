import { recordedCaption } from '../recorded-caption.ts';
import type { Recording } from '../recording-clock.ts';
import type { TranscriptCue } from '../transcript-format.ts';
import type { StoredSession } from './read-session.ts';

/** What is on the clock of a recording: all captions of it, as far as it holds them. */
export function captionsOnClock(
  captions: readonly TranscriptCue[],
  recording: Pick<Recording, 'spans'>,
): readonly TranscriptCue[] {
  return captions.flatMap((cue) => recordedCaption(recording, cue) ?? []);
}

/** A recording that begins at some time of the session, and never ends. @param startMs may lie before the session. */
export function recordingFrom(startMs: number): Pick<Recording, 'spans'> {
  return { spans: [{ startMs, endMs: Number.POSITIVE_INFINITY }] };
}

/** The captions of several sessions on the clock of the first one, with the time between them. */
export function mergedCaptions(sessions: readonly StoredSession[]): readonly TranscriptCue[] {
  const starts = sessions.map(({ header }) => Date.parse(header.startedAt));
  const firstMs = Math.min(...starts);
  return sessions
    .flatMap(({ captions }, index) => {
      const laterMs = (starts[index] ?? firstMs) - firstMs;
      return captions.map((cue) => ({ ...cue, startMs: cue.startMs + laterMs, endMs: cue.endMs + laterMs }));
    })
    .toSorted((one, other) => one.startMs - other.startMs);
}
