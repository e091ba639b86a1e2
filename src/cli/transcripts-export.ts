import { mergedCaptions } from '../engine/captions/sessions/moved-captions.ts';
import { readSession, type StoredSession } from '../engine/captions/sessions/read-session.ts';
import type { TranscriptsExportOptions } from './own-options.ts';
import type { CommandContext } from './terminal.ts';
import { writeCaptions } from './write-captions.ts';
import { tellUnreadable } from './unreadable-sessions.ts';

/** `overlingo transcripts export`: one session as a file. */
export async function runTranscriptsExport(
  { root, id }: { readonly root: string; readonly id: string },
  options: TranscriptsExportOptions,
  context: CommandContext,
): Promise<void> {
  const session = await readSession(root, id, tellUnreadable(context.terminal.stderr));
  await writeCaptions(session.captions, { sessions: [session], ...options }, context);
}

/** `overlingo transcripts merge`: several sessions as one file. */
export async function runTranscriptsMerge(
  { root, ids }: { readonly root: string; readonly ids: readonly string[] },
  options: TranscriptsExportOptions,
  context: CommandContext,
): Promise<void> {
  const read: StoredSession[] = [];
  for (const id of ids) read.push(await readSession(root, id, tellUnreadable(context.terminal.stderr)));
  // One that is named twice, as by `latest`, was held once.
  const sessions = read.filter(({ folder }, index) => read.findIndex((other) => other.folder === folder) === index);
  await writeCaptions(mergedCaptions(sessions), { sessions, ...options }, context);
}
