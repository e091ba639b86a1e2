import path from 'node:path';
import { captionsOnClock, mergedCaptions, recordingFrom } from '../engine/captions/sessions/moved-captions.ts';
import { readSession, type StoredSession } from '../engine/captions/sessions/read-session.ts';
import { renderTranscript } from '../engine/captions/sessions/render-transcript.ts';
import type { Recording } from '../engine/captions/recording-clock.ts';
import { isSubtitleFormat, type TranscriptCue } from '../engine/captions/transcript-format.ts';
import { EngineError } from '../engine/errors.ts';
import type { TranscriptsExportOptions, TranscriptsShiftOptions } from './own-options.ts';
import { printLine } from './print.ts';
import type { CommandContext } from './terminal.ts';
import { chooseFormat } from './transcript-format-choice.ts';
import { shownLanguage } from './transcript-language.ts';
import { openTranscriptTarget } from './transcript-target.ts';
import { tellDamage } from './transcripts-show.ts';

/** `overlingo transcripts export`: one session as a file. */
export async function runTranscriptsExport(
  { root, id }: { readonly root: string; readonly id: string },
  options: TranscriptsExportOptions,
  context: CommandContext,
): Promise<void> {
  const session = await readSession(root, id);
  await writeCaptions(session.captions, { sessions: [session], ...options }, context);
}

/** `overlingo transcripts merge`: several sessions as one file. */
export async function runTranscriptsMerge(
  { root, ids }: { readonly root: string; readonly ids: readonly string[] },
  options: TranscriptsExportOptions,
  context: CommandContext,
): Promise<void> {
  const read: StoredSession[] = [];
  for (const id of ids) read.push(await readSession(root, id));
  // One that is named twice, as by `latest`, was held once.
  const sessions = read.filter(({ folder }, index) => read.findIndex((other) => other.folder === folder) === index);
  await writeCaptions(mergedCaptions(sessions), { sessions, ...options }, context);
}

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

/** Writes captions as one file, whole or not at all; to the standard output where none is named. */
async function writeCaptions(
  captions: readonly TranscriptCue[],
  {
    sessions,
    format: wanted,
    language,
    output,
  }: TranscriptsExportOptions & { readonly sessions: readonly StoredSession[] },
  { terminal, signal }: CommandContext,
): Promise<void> {
  const format = chooseFormat(wanted, output === '-' ? undefined : output);
  const { text, count } = renderTranscript(captions, format, shownLanguage(captions, language));
  const reads = sessions.map(({ folder }) => ({ path: folder, what: 'a file of the session' }));
  const target = await openTranscriptTarget(output, { terminal, signal, reads });
  try {
    await target.write(text);
    await target.finish();
  } finally {
    const left = await target.close();
    if (left !== undefined) printLine(terminal.stderr, `overlingo: ${left}`);
  }
  for (const { damaged } of sessions) tellDamage(damaged, terminal.stderr);
  if (target.draft === undefined) return;
  const unit = isSubtitleFormat(format) ? 'subtitle' : 'caption';
  printLine(terminal.stderr, `overlingo: Wrote ${count} ${unit}${count === 1 ? '' : 's'} to ${output ?? ''}.`);
}
