import { readSession } from '../engine/captions/sessions/read-session.ts';
import { captionLine } from './caption-line.ts';
import type { TranscriptsShowOptions } from './own-options.ts';
import { printLine } from './print.ts';
import type { CommandContext } from './terminal.ts';
import { shownLanguage, textIn } from './transcript-language.ts';
import { tellDamage, tellUnreadable } from './unreadable-sessions.ts';

/** `overlingo transcripts show`: what was said, with times and speakers. */
export async function runTranscriptsShow(
  { root, id }: { readonly root: string; readonly id: string },
  { language }: Pick<TranscriptsShowOptions, 'language'>,
  { terminal: { stdout, stderr } }: CommandContext,
): Promise<void> {
  const { captions, chapters, damaged } = await readSession(root, id, tellUnreadable(stderr));
  const shown = shownLanguage(captions, language);
  const said = captions
    .map((cue) => ({ ...cue, text: textIn(cue, shown) }))
    .filter(({ text }) => text.trim() !== '')
    .map(({ startMs, speaker, text }) => ({ atMs: startMs, line: captionLine(startMs, speaker, text) }));
  const marks = chapters.map(({ atMs, name }) => ({ atMs, line: captionLine(atMs, undefined, `— ${name} —`) }));
  // A chapter stands before what was said at that moment.
  for (const { line } of [...marks, ...said].toSorted((one, other) => one.atMs - other.atMs)) printLine(stdout, line);
  tellDamage(damaged, stderr);
}
