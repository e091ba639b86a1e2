import path from 'node:path';
import type { Recording } from '../engine/captions/recording-clock.ts';
import { recordingFrom } from '../engine/captions/sessions/moved-captions.ts';
import type { StoredSession } from '../engine/captions/sessions/read-session.ts';
import { EngineError } from '../engine/errors.ts';

/**
 * The clock of a recording: of one that was told of, else by the time in its name.
 * @throws EngineError `usage` where neither is there.
 */
export function recordingClock(
  session: StoredSession,
  recording: string,
): Pick<Recording, 'spans'> & Partial<Pick<Recording, 'overMs'>> {
  const told = session.recordings.find(({ name }) => stemOf(name) === stemOf(recording));
  if (told) return told;
  const startedAt = dateIn(recording);
  if (startedAt !== undefined) return recordingFrom(startedAt.getTime() - Date.parse(session.header.startedAt));
  const known = session.recordings.map(({ name }) => path.win32.basename(name));
  throw new EngineError(
    'usage',
    `The session ${session.id} knows no recording ${recording}, whose name tells no time.`,
    {
      hint: known.length === 0 ? 'Say with --by how far it is off.' : `It knows ${known.join(', ')}.`,
    },
  );
}

function stemOf(name: string): string {
  return path.win32.parse(name).name.toLowerCase();
}

/** The local time in the name of a recording, as OBS gives it: `2026-11-27 20-15-03.mkv`. */
function dateIn(name: string): Date | undefined {
  const [, date, hours, minutes, seconds] =
    /(\d{4}-\d{2}-\d{2})[ _T](\d{2})[-:.](\d{2})[-:.](\d{2})/u.exec(path.win32.basename(name)) ?? [];
  if (date === undefined) return undefined;
  const at = new Date(`${date}T${hours}:${minutes}:${seconds}`);
  return Number.isNaN(at.getTime()) ? undefined : at;
}
