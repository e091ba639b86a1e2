import type { StoredSession } from '../engine/captions/sessions/read-session.ts';
import { renderTranscript } from '../engine/captions/sessions/render-transcript.ts';
import { isSubtitleFormat, type TranscriptCue } from '../engine/captions/transcript-format.ts';
import { counted } from './counted.ts';
import type { TranscriptsExportOptions } from './own-options.ts';
import { printLine } from './print.ts';
import type { CommandContext } from './terminal.ts';
import { chooseFormat } from './transcript-format-choice.ts';
import { shownLanguage } from './transcript-language.ts';
import { writeText } from './write-text.ts';

/** Writes captions as one file, whole or not at all; to the standard output where none is named. */
export async function writeCaptions(
  captions: readonly TranscriptCue[],
  {
    sessions,
    format: wanted,
    language,
    output,
  }: TranscriptsExportOptions & { readonly sessions: readonly StoredSession[] },
  context: CommandContext,
): Promise<void> {
  const format = chooseFormat(wanted, output === '-' ? undefined : output);
  const { text, count } = renderTranscript(captions, format, shownLanguage(captions, language));
  if (!(await writeText(text, { output, sessions }, context))) return;
  const what = counted(count, isSubtitleFormat(format) ? 'subtitle' : 'caption');
  printLine(context.terminal.stderr, `overlingo: Wrote ${what} to ${output ?? ''}.`);
}
