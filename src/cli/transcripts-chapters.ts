import path from 'node:path';
import { CHAPTER_FORMATS, chapterText, whyNotOnYouTube, type ChapterFormat } from '../engine/captions/chapter-text.ts';
import { chaptersOnClock } from '../engine/captions/chapter.ts';
import { recordedTime } from '../engine/captions/recording-clock.ts';
import { readSession } from '../engine/captions/sessions/read-session.ts';
import { EngineError } from '../engine/errors.ts';
import { eitherOf } from '../engine/setting-text.ts';
import { counted } from './counted.ts';
import type { TranscriptsChaptersOptions } from './own-options.ts';
import { printLine } from './print.ts';
import { recordingClock } from './recording-choice.ts';
import type { CommandContext } from './terminal.ts';
import { writeText } from './write-text.ts';
import { tellUnreadable } from './unreadable-sessions.ts';

/** `overlingo transcripts chapters`: the chapters of a session as a file. */
export async function runTranscriptsChapters(
  { root, id }: { readonly root: string; readonly id: string },
  { recording, format: wanted, output }: TranscriptsChaptersOptions,
  context: CommandContext,
): Promise<void> {
  const format = wanted ?? formatOf(output);
  const session = await readSession(root, id, tellUnreadable(context.terminal.stderr));
  const clock = recording === undefined ? undefined : recordingClock(session, recording);
  const chapters = clock ? chaptersOnClock(session.chapters, clock) : session.chapters;
  if (chapters.length === 0) {
    const where = recording === undefined ? `The session ${session.id}` : `The recording ${recording}`;
    throw new EngineError('input-missing', `${where} has no chapters.`, {
      hint: 'They are marked by the key c of overlingo start, or by overlingo obs chapter.',
    });
  }
  const lengthMs = clock ? recordedTime(clock, session.lengthMs) : session.lengthMs;
  const isFile = await writeText(chapterText(chapters, format, lengthMs), { output, sessions: [session] }, context);
  const tell = (text: string): void => printLine(context.terminal.stderr, `overlingo: ${text}`);
  if (isFile) tell(`Wrote ${counted(chapters.length, 'chapter')} to ${output ?? ''}.`);
  const why = format === 'txt' ? whyNotOnYouTube(chapters) : undefined;
  if (why !== undefined) tell(`YouTube shows none of these chapters: ${why}.`);
}

function formatOf(output: string | undefined): ChapterFormat {
  const extension = path.extname(output ?? '').slice(1);
  if (extension === '' || output === '-') return 'txt';
  const format = CHAPTER_FORMATS.find((known) => known === extension.toLowerCase());
  if (format) return format;
  throw new EngineError('usage', `--output ${output} does not tell a format: .${extension} is none for chapters.`, {
    hint: `Name it with --format: ${eitherOf(CHAPTER_FORMATS)}.`,
  });
}
