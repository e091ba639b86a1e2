import { mkdir, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import path from 'node:path';
import { PassThrough } from 'node:stream';
import type { CommandContext } from '../../../src/cli/terminal.ts';
import { journalLine, journalStart, type JournalRecord } from '../../../src/engine/captions/sessions/journal.ts';
import { utteranceId } from '../caption-builders.ts';

/** What a command writes to its two outputs. */
export async function outputOf(
  run: (context: CommandContext) => Promise<void>,
): Promise<{ readonly out: string; readonly told: string }> {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  await run({ terminal: { stdin: process.stdin, stdout, stderr }, signal: new AbortController().signal });
  const read = (stream: PassThrough): string => (stream.read() as Buffer | null)?.toString() ?? '';
  return { out: read(stdout), told: read(stderr) };
}

/** A caption of a stored session. */
export interface Said {
  readonly startMs: number;
  readonly text: string;
  readonly en?: string;
  readonly speaker?: string;
}

/** A session of a process that is gone. */
export async function stored(
  folder: string,
  startedAt: Date,
  said: readonly Said[],
  more: readonly JournalRecord[] = [],
): Promise<void> {
  const header = { startedAt: startedAt.toISOString(), spoken: 'es', targets: ['en'], formats: ['srt' as const] };
  const records = said.flatMap(({ startMs, text, en, speaker }, index): JournalRecord[] => {
    const id = utteranceId(String(index));
    const who = speaker === undefined ? {} : { speaker };
    const final: JournalRecord = {
      type: 'transcript-final',
      utteranceId: id,
      startMs,
      endMs: startMs + 1500,
      ...who,
      language: 'es',
      text,
    };
    return en === undefined
      ? [final]
      : [final, { type: 'translation-final', utteranceId: id, language: 'en', text: en }];
  });
  await mkdir(folder);
  const lines = [...records, ...more].map(journalLine).join('');
  await writeFile(
    path.join(folder, 'journal.jsonl'),
    journalStart({ ...header, pid: 2 ** 30, host: hostname() }) + lines,
  );
}
