import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runTranscriptsChapters } from '../../../src/cli/transcripts-chapters.ts';
import { runTranscriptsShow } from '../../../src/cli/transcripts-show.ts';
import type { JournalRecord } from '../../../src/engine/captions/sessions/journal.ts';
import { outputOf, stored } from '../../support/transcripts/stored-session.ts';

let root = '';
beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'overlingo-chapters-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

const EVENING = new Date(2026, 10, 27, 20, 15, 0);

describe('chapters of a session', () => {
  const mark = (atMs: number, name: string): JournalRecord => ({ type: 'chapter', atMs, name });
  const SAID = [
    { startMs: 1000, text: 'Hola.', en: 'Hello.' },
    { startMs: 40_000, text: 'Adiós.', en: 'Bye.' },
  ];

  it('are shown among what was said, and written as YouTube takes them', async () => {
    await stored(path.join(root, 'evening'), EVENING, SAID, [mark(20_000, 'Boss fight'), mark(39_000, 'The end')]);
    const show = await outputOf((context) => runTranscriptsShow({ root, id: 'evening' }, {}, context));
    expect(show.out).toBe('0:00:01  Hola.\n0:00:20  — Boss fight —\n0:00:39  — The end —\n0:00:40  Adiós.\n');
    const file = path.join(root, 'chapters.txt');
    const written = await outputOf((context) =>
      runTranscriptsChapters({ root, id: 'latest' }, { output: file }, context),
    );
    expect(await readFile(file, 'utf8')).toBe('00:00 Start\n00:20 Boss fight\n00:39 The end\n');
    expect(written).toEqual({ out: '', told: `overlingo: Wrote 2 chapters to ${file}.\n` });
  });

  it('are on the clock of a recording where one is named', async () => {
    const recording: JournalRecord = { type: 'recording', event: 'started', atMs: 15_000, name: '/v/talk.mkv' };
    await stored(path.join(root, 'evening'), EVENING, SAID, [
      recording,
      mark(10_000, 'Before'),
      mark(20_000, 'Boss fight'),
    ]);
    const { out, told } = await outputOf((context) =>
      runTranscriptsChapters({ root, id: 'evening' }, { recording: 'talk.mkv' }, context),
    );
    expect(out).toBe('00:00 Start\n00:05 Boss fight\n');
    expect(told).toBe('overlingo: YouTube shows none of these chapters: it wants 3 at least, with the one at 00:00.\n');
  });

  it('are told of where there are none', async () => {
    await stored(path.join(root, 'evening'), EVENING, SAID);
    await expect(outputOf((context) => runTranscriptsChapters({ root, id: 'evening' }, {}, context))).rejects.toThrow(
      'The session evening has no chapters.',
    );
  });
});

describe('sessions that cannot be read', () => {
  async function ofNewer(): Promise<void> {
    await mkdir(path.join(root, 'newer'));
    await writeFile(path.join(root, 'newer', 'journal.jsonl'), '{"type":"session","version":2,"startedAt":"later"}\n');
  }

  it('are told of where the latest is wanted', async () => {
    await stored(path.join(root, 'evening'), EVENING, [{ startMs: 1000, text: 'Hola.' }]);
    await ofNewer();
    const { out, told } = await outputOf((context) => runTranscriptsShow({ root, id: 'latest' }, {}, context));
    expect(out).not.toBe('');
    const file = path.join(root, 'newer', 'journal.jsonl');
    expect(told).toBe(`overlingo: ${file} was written by a newer Overlingo.\n`);
  });

  it('are no missing ones where a newer Overlingo wrote them', async () => {
    await ofNewer();
    const show = outputOf((context) => runTranscriptsShow({ root, id: 'newer' }, {}, context));
    await expect(show).rejects.toMatchObject({ code: 'input-unreadable' });
  });
});
