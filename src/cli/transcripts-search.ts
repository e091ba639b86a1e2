import { readSessions } from '../engine/captions/sessions/read-session.ts';
import { EngineError } from '../engine/errors.ts';
import { foldAccents } from '../engine/vocabulary/rewriting/fold.ts';
import { captionLine } from './caption-line.ts';
import type { TranscriptsSearchOptions } from './own-options.ts';
import { printJson, printLine } from './print.ts';
import type { CommandContext } from './terminal.ts';
import { tellUnreadable } from './unreadable-sessions.ts';

/**
 * `overlingo transcripts search`: what was said, or shown as a translation, in any session. Case, width and accents do not
 * count.
 */
export async function runTranscriptsSearch(
  { root, text }: { readonly root: string; readonly text: string },
  { json }: Pick<TranscriptsSearchOptions, 'json'>,
  { terminal: { stdout, stderr } }: CommandContext,
): Promise<void> {
  const wanted = folded(text);
  if (wanted === '') throw new EngineError('usage', 'There is nothing to search for.', { hint: 'Name a word.' });
  let found = 0;
  for (const { id, captions } of await readSessions(root, tellUnreadable(stderr))) {
    for (const { startMs, endMs, speaker, language, text: said, translations } of captions) {
      const texts = [[language, said] as const, ...Object.entries(translations)];
      for (const [tag, line] of texts.filter(([, one]) => folded(one).includes(wanted))) {
        found += 1;
        if (json) printJson(stdout, { session: id, startMs, endMs, speaker, language: tag, text: line });
        else printLine(stdout, `${id}  ${captionLine(startMs, speaker, line)}`);
      }
    }
  }
  if (found === 0 && !json) printLine(stderr, `overlingo: Nothing was found in the transcripts in ${root}.`);
}

function folded(text: string): string {
  return foldAccents(text).replace(/\s+/gu, ' ').trim();
}
