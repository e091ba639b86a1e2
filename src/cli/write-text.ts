import type { StoredSession } from '../engine/captions/sessions/read-session.ts';
import { printLine } from './print.ts';
import type { CommandContext } from './terminal.ts';
import { openTranscriptTarget } from './transcript-target.ts';
import { tellDamage } from './unreadable-sessions.ts';

/**
 * Writes what was made of sessions as one file, whole or not at all; to the standard output where none is named. Gives back
 * whether it is a file.
 */
export async function writeText(
  text: string,
  { output, sessions }: { readonly output: string | undefined; readonly sessions: readonly StoredSession[] },
  { terminal, signal }: CommandContext,
): Promise<boolean> {
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
  return target.draft !== undefined;
}
