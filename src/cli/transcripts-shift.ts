import path from 'node:path';
import type { Recording } from '../engine/captions/recording-clock.ts';
import { captionsOnClock, recordingFrom } from '../engine/captions/sessions/moved-captions.ts';
import { readSession, type StoredSession } from '../engine/captions/sessions/read-session.ts';
import { EngineError } from '../engine/errors.ts';
import type { TranscriptsShiftOptions } from './own-options.ts';
import { printLine } from './print.ts';
import type { CommandContext } from './terminal.ts';
import { writeCaptions } from './write-captions.ts';

/** `overlingo transcripts shift`: one session as a file, with other times. */
export async function runTranscriptsShift(
  { root, id }: { readonly root: string; readonly id: string },
  options: TranscriptsShiftOptions,
  context: CommandContext,
): Promise<void> {
  const session = await readSession(root, id);
  const captions = captionsOnClock(session.captions, wantedClock(session, options));
  const left = session.captions.length - captions.length;
  await writeCaptions(captions, { sessions: [session], ...options }, context);
  if (left > 0) {
    const what = left === 1 ? 'One caption is' : `${left} captions are`;
    printLine(context.terminal.stderr, `overlingo: ${what} not within that time, and left out.`);
  }
}

function wantedClock(session: StoredSession, { by, recording }: TranscriptsShiftOptions): Pick<Recording, 'spans'> {
  if ((by === undefined) === (recording === undefined)) {
    throw new EngineError('usage', 'Either --by or --recording says how the times are moved.', {
      hint: 'Name one of them, such as --by -2.5.',
    });
  }
  if (recording === undefined) return recordingFrom(-Math.round((by ?? 0) * 1000));
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
