import { readSessions, sessionBytes, type StoredSession } from '../engine/captions/sessions/read-session.ts';
import { columns } from './columns.ts';
import { counted } from './counted.ts';
import { durationText } from './duration-text.ts';
import { sizeText } from './model-sizes.ts';
import type { TranscriptsListOptions } from './own-options.ts';
import { printJson, printLine } from './print.ts';
import { dateText } from './session-times.ts';
import type { CommandContext } from './terminal.ts';
import { languagesOf } from './transcript-language.ts';
import { tellUnreadable } from './unreadable-sessions.ts';

interface SessionRow {
  readonly session: string;
  readonly startedAt: string;
  readonly lengthMs: number;
  readonly spoken: readonly string[];
  readonly translated: readonly string[];
  readonly captions: number;
  readonly recordings: readonly string[];
  readonly bytes: number;
  /** True while it goes on. */
  readonly live: boolean;
}

/** `overlingo transcripts list`: the sessions in a folder, the newest first. */
export async function runTranscriptsList(
  root: string,
  { json }: Pick<TranscriptsListOptions, 'json'>,
  { terminal: { stdout, stderr } }: CommandContext,
): Promise<void> {
  const sessions = await readSessions(root, tellUnreadable(stderr));
  const rows = await Promise.all(sessions.map(rowOf));
  if (json) {
    for (const row of rows) printJson(stdout, row);
    return;
  }
  if (rows.length === 0) printLine(stderr, `overlingo: There are no transcripts in ${root}.`);
  for (const line of columns(rows.map(cellsOf))) printLine(stdout, line);
}

async function rowOf({
  id,
  folder,
  header,
  captions,
  recordings,
  lengthMs,
  isLive,
}: StoredSession): Promise<SessionRow> {
  return {
    session: id,
    startedAt: header.startedAt,
    lengthMs,
    ...languagesOf(captions),
    captions: captions.length,
    recordings: recordings.map(({ name }) => name),
    bytes: await sessionBytes(folder),
    live: isLive,
  };
}

function cellsOf({ session, startedAt, lengthMs, spoken, translated, captions, bytes, live }: SessionRow): string[] {
  const languages = [spoken.join(' '), ...(translated.length === 0 ? [] : [translated.join(' ')])].join(' → ');
  return [
    session,
    dateText(startedAt),
    durationText(lengthMs),
    languages === '' ? '-' : languages,
    counted(captions, 'caption'),
    sizeText(bytes),
    ...(live ? ['goes on'] : []),
  ];
}
