import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LiveTranscripts } from '../../../../../src/engine/captions/sessions/live-transcripts.ts';
import { journalLine, journalStart, type JournalRecord } from '../../../../../src/engine/captions/sessions/journal.ts';
import { readSession, readSessions } from '../../../../../src/engine/captions/sessions/read-session.ts';
import { silentLog } from '../../../../../src/engine/log.ts';
import type { EngineOutput } from '../../../../../src/engine/pipeline/output.ts';
import type { StatusNotice } from '../../../../../src/protocol/status.ts';
import { ManualClock } from '../../../../../src/testing/manual-clock.ts';
import { outputContract } from '../../../../../src/testing/output-contract.ts';
import { final, translation, utteranceId } from '../../../../support/caption-builders.ts';
import { describeContract } from '../../../../support/describe-contract.ts';

let folder = '';
let root = '';
let notices: StatusNotice[] = [];
const clock = new ManualClock();
const today = (): Date => new Date(2026, 10, 27, 20, 15, 3);

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'overlingo-transcripts-'));
  root = path.join(folder, 'transcripts');
  notices = [];
});
afterEach(() => rm(folder, { recursive: true, force: true }));

function transcripts(
  options: { readonly keepDays?: number; readonly targets?: readonly string[] } = {},
): LiveTranscripts {
  const { targets = [] } = options;
  const onNotice = (told: StatusNotice): void => void notices.push(told);
  return new LiveTranscripts({
    folder: root,
    spoken: 'en',
    formats: ['srt', 'vtt'],
    onNotice,
    today,
    ...options,
    targets,
  });
}

const END: JournalRecord = { type: 'session-end', atMs: 0 };

function said(id: string, startMs: number, text = `Sentence ${id}.`): EngineOutput {
  const endMs = startMs + 1000;
  return { ...final(id, 1, text), startMs, endMs, timing: { speechEndAtMs: clock.nowMs() + endMs, emittedAtMs: 0 } };
}

async function told(output: LiveTranscripts, events: readonly EngineOutput[], before?: () => unknown): Promise<void> {
  async function* all(): AsyncGenerator<EngineOutput, void, undefined> {
    for (const [index, event] of events.entries()) {
      if (index === events.length - 1) await before?.();
      yield event;
    }
  }
  await output.run(all(), { signal: new AbortController().signal, clock, log: silentLog });
}

const textOf = (...names: readonly string[]): Promise<string> => readFile(path.join(root, ...names), 'utf8');
const ID = '2026-11-27_20-15-03';

describeContract(
  'transcripts of sessions as an output',
  outputContract(async () => {
    const own = await mkdtemp(path.join(tmpdir(), 'overlingo-transcripts-'));
    const output = new LiveTranscripts({ folder: own, targets: ['de'], formats: ['srt'], onNotice: () => undefined });
    return { output, close: () => rm(own, { recursive: true, force: true }) };
  }),
);

describe('transcripts of a session', () => {
  it('are in a folder of its own, with a journal, and are told of', async () => {
    await told(transcripts({ targets: ['de'] }), [said('1', 400, 'Hello.'), translation('1', 1, 'de', 'Hallo.')]);
    expect((await readdir(path.join(root, ID))).toSorted()).toEqual([
      'captions.de.srt',
      'captions.de.vtt',
      'captions.en.srt',
      'captions.en.vtt',
      'journal.jsonl',
    ]);
    expect(await textOf(ID, 'captions.de.srt')).toBe('1\n00:00:00,400 --> 00:00:01,400\nHallo.\n\n');
    expect(await textOf(ID, 'captions.en.vtt')).toBe('WEBVTT\n\n1\n00:00:00.400 --> 00:00:01.400\nHello.\n\n');
    expect(notices.map(({ code, message }) => [code, message])).toEqual([
      ['transcript-begun', `The transcript is in ${path.join(root, ID)}.`],
    ]);
  });

  it('keep what a recorder tells at any moment of a write', async () => {
    const output = transcripts();
    const pauses = 100;
    let isOver = false;
    const recorder = (async () => {
      output.tell({ type: 'started', atMs: clock.nowMs(), name: 'talk.mkv' });
      for (let told = 0; told < pauses; told += 1) {
        await new Promise((resolve) => setImmediate(resolve));
        output.tell({ type: told % 2 === 0 ? 'paused' : 'resumed', atMs: clock.nowMs() });
      }
      isOver = true;
    })();
    async function* talk(): AsyncGenerator<EngineOutput, void, undefined> {
      for (let number = 1; !isOver; number += 1) yield said(`${number}`, number * 2000);
      await recorder;
    }
    await output.run(talk(), { signal: new AbortController().signal, clock, log: silentLog });
    const records = (await textOf(ID, 'journal.jsonl')).trimEnd().split('\n');
    expect(records.filter((line) => line.startsWith('{"type":"recording"'))).toHaveLength(1 + pauses);
  });

  it('are not there where nobody spoke', async () => {
    await told(transcripts(), []);
    expect(await readdir(root)).toEqual([]);
  });

  it.skipIf(process.platform === 'win32')('can be read by their user only', async () => {
    await told(transcripts(), [said('1', 0)]);
    const modes = await Promise.all(
      [root, path.join(root, ID), path.join(root, ID, 'journal.jsonl'), path.join(root, ID, 'captions.en.srt')].map(
        async (file) => ((await stat(file)).mode & 0o777).toString(8),
      ),
    );
    expect(modes).toEqual(['700', '700', '600', '600']);
  });

  it('have their own folders where two begin at once, and write over nothing', async () => {
    await mkdir(path.join(root, ID), { recursive: true });
    await writeFile(path.join(root, ID, 'captions.en.srt'), 'mine');
    await Promise.all(['one', 'two'].map((text) => told(transcripts(), [said('1', 0, `${text}.`)])));
    expect((await readdir(root)).toSorted()).toEqual([ID, `${ID}-2`, `${ID}-3`]);
    expect(await textOf(ID, 'captions.en.srt')).toBe('mine');
    const texts = await Promise.all([`${ID}-2`, `${ID}-3`].map((id) => textOf(id, 'captions.en.srt')));
    expect(texts.map((text) => text.split('\n')[2]).toSorted()).toEqual(['one.', 'two.']);
  });

  it('have a file for a recording, on its clock', async () => {
    const output = transcripts();
    output.tell({ type: 'started', atMs: clock.nowMs() + 2000, name: '/videos/talk.mkv' });
    await told(output, [said('1', 0), said('2', 5000)]);
    expect(await textOf(ID, 'talk.en.srt')).toBe('1\n00:00:03,000 --> 00:00:04,000\nSentence 2.\n\n');
  });
});

describe('transcripts that cannot be written', () => {
  it('fail with what is wrong, and miss nothing once that is put right', async () => {
    await writeFile(root, '');
    const output = transcripts();
    const first = said('1', 0);
    await expect(told(output, [first])).rejects.toThrow(
      `Transcripts cannot be written to ${root}: something else has its name (EEXIST).`,
    );
    await rm(root);
    await told(output, [first, said('2', 3000)]);
    expect((await readSession(root, 'latest', () => undefined)).captions.map(({ text }) => text)).toEqual([
      'Sentence 1.',
      'Sentence 2.',
    ]);
  });

  it('go on in another folder where theirs is taken away', async () => {
    const output = transcripts();
    output.tell({ type: 'started', atMs: clock.nowMs(), name: 'talk.mkv' });
    const away = path.join(folder, 'away');
    const last = said('2', 3000);
    const moved = (): Promise<void> => rename(path.join(root, ID), away);
    await expect(told(output, [said('1', 0), last], moved)).rejects.toThrow('its folder does not exist (ENOENT)');
    await told(output, [last, said('3', 6000)]);
    const { captions, recordings } = await readSession(root, 'latest', () => undefined);
    expect(captions.map(({ text, startMs }) => [text, startMs])).toEqual([
      ['Sentence 2.', 3000],
      ['Sentence 3.', 6000],
    ]);
    expect(recordings.map(({ name }) => name)).toEqual(['talk.mkv']);
    expect(await readFile(path.join(away, 'journal.jsonl'), 'utf8')).toContain('Sentence 1.');
  });

  it('do without a file that was deleted', async () => {
    const deleted = path.join(root, ID, 'captions.en.srt');
    await told(transcripts(), [said('1', 0), said('2', 20_000)], () => rm(deleted));
    expect(existsSync(deleted)).toBe(false);
    expect(await textOf(ID, 'captions.en.vtt')).toContain('Sentence 2.');
  });
});

describe('transcripts of earlier sessions', () => {
  const RECORDS: readonly JournalRecord[] = ['One.', 'Two.', 'Three.'].map((text, index) => ({
    type: 'transcript-final',
    utteranceId: utteranceId(text),
    startMs: index * 20_000,
    endMs: index * 20_000 + 1000,
    language: 'en',
    text,
  }));

  /** A session whose process is gone. */
  async function left(
    id: string,
    records: readonly JournalRecord[],
    startedAt = '2026-11-01T10:00:00.000Z',
  ): Promise<string> {
    const place = path.join(root, id);
    await mkdir(place, { recursive: true });
    const header = { startedAt, spoken: 'en', targets: [], formats: ['srt' as const], pid: 2 ** 30, host: hostname() };
    await writeFile(path.join(place, 'journal.jsonl'), journalStart(header) + records.map(journalLine).join(''));
    return place;
  }

  it('are completed where they were cut short', async () => {
    const place = await left('old', RECORDS);
    const first = '1\n00:00:00,000 --> 00:00:01,000\nOne.\n\n';
    // Half a subtitle, and half a line.
    await writeFile(path.join(place, 'captions.en.srt'), `${first}2\n00:00:2`);
    await writeFile(path.join(place, 'journal.jsonl'), '{"type":"trans', { flag: 'a' });
    await told(transcripts(), []);
    expect(await textOf('old', 'captions.en.srt')).toBe(
      `${first}2\n00:00:20,000 --> 00:00:21,000\nTwo.\n\n3\n00:00:40,000 --> 00:00:41,000\nThree.\n\n`,
    );
    expect(notices.map(({ code }) => code)).toEqual(['transcript-completed']);
    const [session] = await readSessions(root, () => undefined);
    expect([session?.captions.length, session?.damaged, session?.lengthMs]).toEqual([3, 1, 41_000]);
    notices = [];
    await told(transcripts(), []);
    expect(notices).toEqual([]);
  });

  it('are completed where a tail stands behind what is settled, with empty lines behind it', async () => {
    const [, two] = RECORDS;
    const soon = { ...two, startMs: 1100, endMs: 2000 } as JournalRecord;
    const place = await left('old', [...RECORDS.slice(0, 1), soon]);
    await writeFile(path.join(place, 'captions.en.srt'), '1\n00:00:00,000 --> 00:00:01,000\nOne.\n\n\n\n\n');
    await told(transcripts(), []);
    expect(await textOf('old', 'captions.en.srt')).toBe(
      '1\n00:00:00,000 --> 00:00:01,016\nOne.\n\n2\n00:00:01,100 --> 00:00:02,100\nTwo.\n\n',
    );
  });

  it('stay as they are where somebody has changed them', async () => {
    const place = await left('old', RECORDS);
    await writeFile(path.join(place, 'captions.en.srt'), 'my own words');
    await told(transcripts(), []);
    expect(await textOf('old', 'captions.en.srt')).toBe('my own words');
  });

  it('are deleted after the days that were set, and nothing else is', async () => {
    await left('old', [...RECORDS, END]);
    await left('with-notes', [...RECORDS, END]);
    await left('new', [...RECORDS, END], '2026-11-20T10:00:00.000Z');
    await told(transcripts(), []);
    await writeFile(path.join(root, 'with-notes', 'notes.txt'), 'mine');
    await mkdir(path.join(root, 'holiday'));
    await writeFile(path.join(root, 'holiday', 'captions.en.srt'), 'mine');
    await told(transcripts({ keepDays: 10 }), []);
    expect((await readdir(root)).toSorted()).toEqual(['holiday', 'new', 'with-notes']);
    expect(await readdir(path.join(root, 'with-notes'))).toEqual(['notes.txt']);
    expect(await readdir(path.join(root, 'holiday'))).toEqual(['captions.en.srt']);
    expect(notices.map(({ message }) => message)).toEqual(['2 transcripts of more than 10 days ago were deleted.']);
  });

  it('are put in order and deleted beside one that cannot be', async () => {
    await left('1-old', [...RECORDS, END]);
    await mkdir(path.join(root, '1-old', 'captions.en.srt'));
    await left('2-old', [...RECORDS, END]);
    await mkdir(path.join(root, '3-broken', 'journal.jsonl.lock'), { recursive: true });
    await left('4-cut', RECORDS, '2026-11-20T10:00:00.000Z');
    await told(transcripts({ keepDays: 10 }), []);
    expect((await readdir(root)).toSorted()).toEqual(['1-old', '3-broken', '4-cut']);
    expect(notices.map(({ code, level }) => `${code} ${level}`)).toEqual([
      'transcript-completed info',
      'transcripts-deleted info',
      'internal warning',
    ]);
  });

  it.skipIf(process.platform === 'win32')('are not looked for behind pipes and links', async () => {
    const mine = path.join(folder, 'mine.srt');
    await writeFile(mine, '');
    const place = await left('linked', RECORDS);
    await symlink(mine, path.join(place, 'captions.en.srt'));
    const gone = await left('nowhere', RECORDS);
    await symlink(path.join(folder, 'made.srt'), path.join(gone, 'captions.en.srt'));
    await mkdir(path.join(root, 'pipe'));
    execFileSync('mkfifo', [path.join(root, 'pipe', 'journal.jsonl')]);
    await told(transcripts(), []);
    expect(await readFile(mine, 'utf8')).toBe('');
    expect(existsSync(path.join(folder, 'made.srt'))).toBe(false);
    expect((await readSessions(root, () => undefined)).map(({ id }) => id)).toEqual(['nowhere', 'linked']);
  });

  it('are kept where nothing is set', async () => {
    await left('old', [...RECORDS, END], '1999-01-01T00:00:00.000Z');
    await told(transcripts(), []);
    expect(await readdir(root)).toEqual(['old']);
  });
});
