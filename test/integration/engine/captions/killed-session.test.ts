import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LiveTranscripts } from '../../../../src/engine/captions/sessions/live-transcripts.ts';
import { readSession } from '../../../../src/engine/captions/sessions/read-session.ts';
import { silentLog } from '../../../../src/engine/log.ts';
import { BoundedChannel } from '../../../../src/engine/pipeline/bounded-channel.ts';
import { systemClock } from '../../../../src/engine/pipeline/clock.ts';
import { parseAss, parseSrt, parseVtt } from '../../../support/subtitle-parsers.ts';

const MOMENTS = 30;
/** A session is killed behind so many sentences at most, and up to so many milliseconds later. */
const MOST_SENTENCES = 60;
const LONGEST_MS = 5;

/** A recording begins with this sentence. */
const RECORDED_FROM = 4;

const NAMES = [
  ...['captions.es.srt', 'captions.es.vtt', 'captions.es.ass', 'captions.es.txt', 'captions.jsonl'],
  ...['captions.en.srt', 'captions.en.vtt', 'captions.en.ass', 'captions.en.txt', 'journal.jsonl'],
];

let folder = '';
let program = '';

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'overlingo-killed-'));
  program = path.join(folder, 'talking.mjs');
  const entry = path.join(import.meta.dirname, '../../../support/transcripts/talking-process.ts');
  await build({
    entryPoints: [entry],
    outfile: program,
    bundle: true,
    platform: 'node',
    format: 'esm',
    logLevel: 'silent',
  });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Lets a process talk, and kills it behind a sentence. Gives back how many it had written for certain. */
async function killAfter(root: string, sentences: number): Promise<number> {
  const child = spawn(process.execPath, [program, root], { stdio: ['ignore', 'pipe', 'inherit'] });
  let heard = '';
  const written = (): number => heard.split('\n').length - 1;
  child.stdout.setEncoding('utf8').on('data', (text: string) => (heard += text));
  while (written() < sentences) await once(child.stdout, 'data');
  await sleep(Math.random() * LONGEST_MS);
  child.kill('SIGKILL');
  await once(child, 'close');
  return written();
}

async function filesIn(place: string): Promise<ReadonlyMap<string, string>> {
  const names = (await readdir(place)).filter((name) => !name.endsWith('.part'));
  return new Map(
    await Promise.all(names.map(async (name) => [name, await readFile(path.join(place, name), 'utf8')] as const)),
  );
}

/** Throws where a file is not whole. Gives back how many cues, lines or captions it has. */
function checked(name: string, text: string): number {
  if (name.endsWith('.srt')) return parseSrt(text).length;
  if (name.endsWith('.vtt')) return parseVtt(text).length;
  if (name.endsWith('.ass')) return parseAss(text).length;
  if (name.endsWith('.jsonl')) {
    if (text !== '' && !text.endsWith('\n')) throw new Error(`${name} ends in the middle of a line.`);
    return text.split('\n').filter((line) => line !== '' && typeof JSON.parse(line) === 'object').length;
  }
  return text.split('\n').length;
}

/** The numbers of the sentences in a file, in their order. */
function numbersIn(text: string): number[] {
  return [...text.replaceAll(/\\N|\s+/gu, ' ').matchAll(/(?:número|number) (\d+)/gu)].map(([, number]) =>
    Number(number),
  );
}

const hasFfmpeg = spawnSync('ffmpeg', ['-version']).status === 0;

/** How many subtitles ffmpeg finds in a file. */
function readByFfmpeg(file: string): number {
  const { stdout, stderr } = spawnSync(
    'ffprobe',
    ['-v', 'error', '-count_packets', '-show_entries', 'stream=nb_read_packets', '-of', 'csv=p=0', file],
    { encoding: 'utf8' },
  );
  expect(stderr).toBe('');
  return Number(stdout);
}

describe('a session that is killed', () => {
  it(`at ${MOMENTS} moments leaves whole files of all formats, which hold every sentence that was written`, async () => {
    const left = [];
    for (let moment = 1; moment <= MOMENTS; moment += 1) {
      const root = path.join(folder, `root-${moment}`);
      const written = await killAfter(root, Math.ceil((moment / MOMENTS) * MOST_SENTENCES));
      const session = await readSession(root, 'latest', () => undefined);
      left.push({ written, session, files: await filesIn(session.folder) });
    }
    expect(left).toHaveLength(MOMENTS);
    for (const { written, session, files } of left) {
      const numbers = session.captions.map(({ text }) => Number(/\d+/u.exec(text)?.[0]));
      expect(session.damaged).toBe(0);
      expect(numbers).toEqual(numbers.map((_, index) => index + 1));
      expect(numbers.length).toBeGreaterThanOrEqual(written);
      expect([...files.keys()]).toEqual(expect.arrayContaining(NAMES));
      for (const [name, text] of files) {
        expect(() => checked(name, text), name).not.toThrow();
        if (name === 'journal.jsonl') continue;
        const [first] = name.startsWith('talk') ? [RECORDED_FROM] : [1];
        const wanted = Array.from({ length: Math.max(0, written - first + 1) }, (_, index) => first + index);
        // A file of all languages has each number twice.
        const held = [...new Set(numbersIn(text))];
        expect(held.slice(0, wanted.length), name).toEqual(wanted);
        // The sentence under way, at the most.
        expect(held.length, name).toBeLessThanOrEqual(wanted.length + 1);
      }
    }
    if (!hasFfmpeg) return;
    for (const { session, files } of left.slice(0, 5)) {
      for (const [name, text] of files) {
        if (!/\.(?:srt|vtt|ass)$/u.test(name) || checked(name, text) === 0) continue;
        expect(readByFfmpeg(path.join(session.folder, name)), name).toBe(checked(name, text));
      }
    }
  }, 900_000);

  it('is completed when the next one begins', async () => {
    const root = path.join(folder, 'completed');
    await killAfter(root, MOST_SENTENCES);
    const before = await filesIn((await readSession(root, 'latest', () => undefined)).folder);
    const next = new LiveTranscripts({ folder: root, targets: [], formats: ['srt'], onNotice: () => undefined });
    const nothing = new BoundedChannel<never>({ capacity: 1, whenFull: 'refuse' });
    nothing.close();
    const { signal } = new AbortController();
    await next.run(nothing.read(signal), { signal, clock: systemClock, log: silentLog });
    const session = await readSession(root, 'latest', () => undefined);
    const after = await filesIn(session.folder);
    expect([...after.keys()]).toEqual(expect.arrayContaining(['captions.es.ass', 'captions.jsonl', 'talk.en.srt']));
    for (const [name, text] of after) {
      expect(numbersIn(text), name).toEqual(expect.arrayContaining(numbersIn(before.get(name) ?? '')));
      expect(() => checked(name, text), name).not.toThrow();
    }
    const shown = (name: string): string =>
      parseSrt(after.get(name) ?? '')
        .flatMap(({ lines }) => lines)
        .join(' ');
    const last = session.captions.length;
    expect(shown('captions.es.srt')).toContain(`número ${last}.`);
    expect(shown('talk.es.srt')).toMatch(new RegExp(`^Esta es la frase número 4\\..* ${last}\\.$`, 'u'));
  });
});
