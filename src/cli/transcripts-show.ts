import type { EngineError } from '../engine/errors.ts';
import { readSession } from '../engine/captions/sessions/read-session.ts';
import { printLine } from './print.ts';
import { timeText } from './session-times.ts';
import type { CommandContext } from './terminal.ts';
import { shownLanguage, textIn } from './transcript-language.ts';

/** `overlingo transcripts show`: what was said, with times and speakers. */
export async function runTranscriptsShow(
  { root, id }: { readonly root: string; readonly id: string },
  { language }: { readonly language?: string | undefined },
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

/** A caption as one line. @param startMs when it was said, in milliseconds of the session. */
export function captionLine(startMs: number, speaker: string | undefined, text: string): string {
  return `${timeText(startMs)}  ${speaker === undefined ? '' : `${speaker}: `}${text}`;
}

/** Tells of a session that cannot be read, among others that can. */
export function tellFault(stderr: CommandContext['terminal']['stderr']): (error: EngineError) => void {
  return ({ message }) => printLine(stderr, `overlingo: ${message}`);
}

/** Tells how much of a journal could not be read. */
export function tellDamage(lines: number, stderr: CommandContext['terminal']['stderr']): void {
  if (lines === 0) return;
  printLine(stderr, `overlingo: ${lines === 1 ? 'One line' : `${lines} lines`} of the journal cannot be read.`);
}
