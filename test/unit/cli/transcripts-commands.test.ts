import { mkdir, mkdtemp, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runTranscriptsExport, runTranscriptsMerge } from '../../../src/cli/transcripts-export.ts';
import { runTranscriptsList } from '../../../src/cli/transcripts-list.ts';
import { runTranscriptsSearch } from '../../../src/cli/transcripts-search.ts';
import { runTranscriptsShift } from '../../../src/cli/transcripts-shift.ts';
import { runTranscriptsShow } from '../../../src/cli/transcripts-show.ts';
import { outputOf, stored } from '../../support/transcripts/stored-session.ts';

let root = '';
beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'overlingo-sessions-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

const EVENING = new Date(2026, 10, 27, 20, 15, 0);
const NEXT_DAY = new Date(2026, 10, 28, 20, 15, 0);

async function twoSessions(): Promise<void> {
  await stored(path.join(root, 'evening'), EVENING, [
    { startMs: 1000, text: 'Buenas noches.', en: 'Good evening.', speaker: 'Ana' },
    { startMs: 62_000, text: 'El cañón está aquí.', en: 'The cannon is here.' },
  ]);
  await stored(
    path.join(root, 'next-day'),
    NEXT_DAY,
    [{ startMs: 5000, text: 'Otra vez.', en: 'Once more.' }],
    [
      { type: 'recording', event: 'started', atMs: 3000, name: '/videos/Folge 2.mkv' },
      { type: 'session-end', atMs: 3_900_000 },
    ],
  );
}

describe('overlingo transcripts list', () => {
  it('shows sessions, the newest first, with what is in them', async () => {
    await twoSessions();
    await mkdir(path.join(root, 'holiday'));
    const { out } = await outputOf((context) => runTranscriptsList(root, { json: false }, context));
    expect(out).toBe(
      'next-day  2026-11-28 20:15  1 h 5 min  es → en  1 caption   1 kB\n' +
        'evening   2026-11-27 20:15  1 min 4 s  es → en  2 captions  1 kB\n',
    );
  });

  it.skipIf(process.platform === 'win32')('shows all others beside one that cannot be read', async () => {
    await twoSessions();
    const file = path.join(root, 'circle', 'journal.jsonl');
    await mkdir(path.dirname(file));
    await symlink('journal.jsonl', file);
    await symlink('nowhere', path.join(root, 'evening', 'link'));
    const { out, told } = await outputOf((context) => runTranscriptsList(root, { json: false }, context));
    expect(out.match(/^\S+/gmu)).toEqual(['next-day', 'evening']);
    expect(told).toContain(`overlingo: ${file} cannot be read: ELOOP`);
    const found = await outputOf((context) => runTranscriptsSearch({ root, text: 'otra' }, { json: false }, context));
    expect(found.out).toContain('Otra vez.');
    const { out: latest } = await outputOf((context) => runTranscriptsShow({ root, id: 'latest' }, {}, context));
    expect(latest).toContain('Otra vez.');
  });

  it('gives the same as JSON', async () => {
    await twoSessions();
    const { out } = await outputOf((context) => runTranscriptsList(root, { json: true }, context));
    const [newest, oldest] = out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(newest).toMatchObject({
      session: 'next-day',
      lengthMs: 3_900_000,
      recordings: ['/videos/Folge 2.mkv'],
      live: false,
    });
    expect(oldest).toMatchObject({
      session: 'evening',
      startedAt: EVENING.toISOString(),
      spoken: ['es'],
      translated: ['en'],
    });
  });

  it('says that there is nothing, also where there is no folder', async () => {
    const nowhere = path.join(root, 'nowhere');
    const { out, told } = await outputOf((context) => runTranscriptsList(nowhere, { json: false }, context));
    expect([out, told]).toEqual(['', `overlingo: There are no transcripts in ${nowhere}.\n`]);
  });
});

describe('overlingo transcripts show', () => {
  const shown = (id: string, language?: string): Promise<{ readonly out: string; readonly told: string }> =>
    outputOf((context) => runTranscriptsShow({ root, id }, { language }, context));

  it('shows what was said when by whom, or a translation', async () => {
    await twoSessions();
    expect((await shown('evening')).out).toBe('0:00:01  Ana: Buenas noches.\n0:01:02  El cañón está aquí.\n');
    expect((await shown('latest', 'en-GB')).out).toBe('0:00:05  Once more.\n');
    expect((await shown('latest', 'es')).out).toBe('0:00:05  Otra vez.\n');
  });

  it('tells of lines that cannot be read', async () => {
    await twoSessions();
    await writeFile(path.join(root, 'evening', 'journal.jsonl'), '{"type":"transcript-fi', { flag: 'a' });
    const { out, told } = await shown('evening');
    expect(out).toContain('Buenas noches.');
    expect(told).toBe('overlingo: One line of the journal cannot be read.\n');
  });

  it('refuses a session or a language that is not there', async () => {
    await expect(shown('latest')).rejects.toThrow(`There is no session in ${root}.`);
    await twoSessions();
    await expect(shown('morning')).rejects.toMatchObject({ code: 'input-missing' });
    await expect(shown('../evening')).rejects.toMatchObject({ code: 'input-missing' });
    await expect(shown('evening', 'fr')).rejects.toMatchObject({ code: 'usage', hint: 'It has es, en.' });
  });
});

describe('overlingo transcripts export', () => {
  it('writes a session in one language, whole', async () => {
    await twoSessions();
    const output = path.join(root, 'talk.srt');
    const { told } = await outputOf((context) =>
      runTranscriptsExport({ root, id: 'evening' }, { language: 'en', output }, context),
    );
    expect(await readFile(output, 'utf8')).toBe(
      '1\n00:00:01,000 --> 00:00:02,500\nGood evening.\n\n2\n00:01:02,000 --> 00:01:03,500\nThe cannon is here.\n\n',
    );
    expect(told).toBe(`overlingo: Wrote 2 subtitles to ${output}.\n`);
  });

  it('writes to the standard output, in any format', async () => {
    await twoSessions();
    const { out } = await outputOf((context) =>
      runTranscriptsExport({ root, id: 'latest' }, { format: 'jsonl', output: '-' }, context),
    );
    expect(JSON.parse(out)).toEqual({
      startMs: 5000,
      endMs: 6500,
      language: 'es',
      text: 'Otra vez.',
      translations: { en: 'Once more.' },
    });
  });

  it('never writes to a file of the session, and leaves nothing where it fails', async () => {
    await twoSessions();
    const journal = path.join(root, 'evening', 'journal.jsonl');
    const { size } = await stat(journal);
    const exported = (output: string): Promise<unknown> =>
      outputOf((context) => runTranscriptsExport({ root, id: 'evening' }, { output }, context));
    await expect(exported(journal)).rejects.toMatchObject({ code: 'output-is-input' });
    expect((await stat(journal)).size).toBe(size);
    await expect(exported(path.join(root, 'nowhere', 'talk.srt'))).rejects.toMatchObject({ code: 'output-unwritable' });
  });
});

describe('overlingo transcripts shift', () => {
  const shifted = (id: string, options: Parameters<typeof runTranscriptsShift>[1]) =>
    outputOf((context) => runTranscriptsShift({ root, id }, { format: 'srt', ...options }, context));

  it('moves all times, and leaves out what would come before the start', async () => {
    await twoSessions();
    expect((await shifted('evening', { by: 1.5 })).out).toMatch(/^1\n00:00:02,500 --> 00:00:04,000\n/u);
    const { out, told } = await shifted('evening', { by: -10 });
    expect(out).toBe('1\n00:00:52,000 --> 00:00:53,500\nEl cañón está aquí.\n\n');
    expect(told).toBe('overlingo: One caption is not within that time, and left out.\n');
  });

  it('fits a recording that was told of, or whose name tells when it began', async () => {
    await twoSessions();
    expect((await shifted('latest', { recording: 'folge 2.mp4' })).out).toMatch(/^1\n00:00:02,000 --> /u);
    expect((await shifted('evening', { recording: '/videos/2026-11-27 20-15-30.mkv' })).out).toMatch(
      /^1\n00:00:32,000/u,
    );
    await expect(shifted('latest', { recording: 'Folge 3.mkv' })).rejects.toMatchObject({
      code: 'usage',
      hint: 'It knows Folge 2.mkv.',
    });
  });

  it('wants to know how far', async () => {
    await twoSessions();
    await expect(shifted('latest', {})).rejects.toThrow('Either --by or --recording');
    await expect(shifted('latest', { by: 1, recording: 'a' })).rejects.toThrow('Either --by or --recording');
  });
});

describe('overlingo transcripts merge', () => {
  it('puts sessions behind each other with the time between them, in whatever order they are named', async () => {
    await twoSessions();
    const { out } = await outputOf((context) =>
      runTranscriptsMerge({ root, ids: ['latest', 'evening', 'next-day'] }, { format: 'srt', language: 'en' }, context),
    );
    expect(out.match(/\d\d:\d\d:\d\d,\d{3} -->/gu)).toEqual([
      '00:00:01,000 -->',
      '00:01:02,000 -->',
      '24:00:05,000 -->',
    ]);
    expect(out).toContain('\n24:00:05,000 --> 24:00:06,500\nOnce more.\n');
  });
});

describe('overlingo transcripts search', () => {
  const found = (text: string, json = false): Promise<{ readonly out: string; readonly told: string }> =>
    outputOf((context) => runTranscriptsSearch({ root, text }, { json }, context));

  it('finds words in all sessions and languages, whatever their case and accents', async () => {
    await twoSessions();
    expect((await found('ＣＡÑON  esta')).out).toBe('evening  0:01:02  El cañón está aquí.\n');
    expect((await found('canon')).out).toBe('evening  0:01:02  El cañón está aquí.\n');
    expect((await found('E')).out.split('\n').length).toBe(7);
  });

  it('gives them as JSON', async () => {
    await twoSessions();
    expect(JSON.parse((await found('good', true)).out)).toEqual({
      session: 'evening',
      startMs: 1000,
      endMs: 2500,
      speaker: 'Ana',
      language: 'en',
      text: 'Good evening.',
    });
  });

  it('says where it finds nothing, and wants a word', async () => {
    await twoSessions();
    expect(await found('xyzzy')).toEqual({
      out: '',
      told: `overlingo: Nothing was found in the transcripts in ${root}.\n`,
    });
    await expect(found(' ')).rejects.toMatchObject({ code: 'usage' });
  });
});
