import { readSession } from '../engine/captions/sessions/read-session.ts';
import { captionLine } from './caption-line.ts';
import type { TranscriptsShowOptions } from './own-options.ts';
import { printLine } from './print.ts';
import type { CommandContext } from './terminal.ts';
import { shownLanguage, textIn } from './transcript-language.ts';
import { tellDamage } from './unreadable-sessions.ts';

/** `overlingo transcripts show`: what was said, with times and speakers. */
export async function runTranscriptsShow(
  { root, id }: { readonly root: string; readonly id: string },
  { language }: Pick<TranscriptsShowOptions, 'language'>,
  { terminal: { stdout, stderr } }: CommandContext,
): Promise<void> {
  const { captions, damaged } = await readSession(root, id);
  const shown = shownLanguage(captions, language);
  for (const cue of captions) {
    const text = textIn(cue, shown);
    if (text.trim() !== '') printLine(stdout, captionLine(cue.startMs, cue.speaker, text));
  }
  tellDamage(damaged, stderr);
}
