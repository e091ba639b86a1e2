import type { Recording } from '../engine/captions/recording-clock.ts';
import { captionsOnClock, recordingFrom } from '../engine/captions/sessions/moved-captions.ts';
import { readSession, type StoredSession } from '../engine/captions/sessions/read-session.ts';
import { EngineError } from '../engine/errors.ts';
import type { TranscriptsShiftOptions } from './own-options.ts';
import { printLine } from './print.ts';
import { recordingClock } from './recording-choice.ts';
import type { CommandContext } from './terminal.ts';
import { writeCaptions } from './write-captions.ts';
import { tellUnreadable } from './unreadable-sessions.ts';

/** `overlingo transcripts shift`: one session as a file, with other times. */
export async function runTranscriptsShift(
  { root, id }: { readonly root: string; readonly id: string },
  options: TranscriptsShiftOptions,
  context: CommandContext,
): Promise<void> {
  const session = await readSession(root, id, tellUnreadable(context.terminal.stderr));
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
  return recordingClock(session, recording);
}
