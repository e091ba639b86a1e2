import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { asset } from '../support/files.ts';
import { playerCues } from '../support/player-cues.ts';
import { jsonLines, runCli, startCli } from '../support/run-cli.ts';
import { parseAss, parseSrt, parseVtt, type ParsedCue } from '../support/subtitle-parsers.ts';

const CLIP = asset('demo/demo-es.wav');

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'overlingo-transcripts-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const startArgs = (root: string, ...more: readonly string[]): string[] => [
  ...['start', '--input', `file:${CLIP}`, '--language', 'es', '--translate', 'en', '--port', '0', '--json'],
  ...['--transcripts', root, ...more],
];

async function filesIn(root: string): Promise<Readonly<Record<string, string>>> {
  const [session = '', ...others] = await readdir(root);
  expect(others).toEqual([]);
  const names = await readdir(path.join(root, session));
  const texts = names.map(async (name) => [name, await readFile(path.join(root, session, name), 'utf8')] as const);
  return Object.fromEntries(await Promise.all(texts));
}

/** The subtitles of the language of another file. */
function srtOf(files: Readonly<Record<string, string>>, name: string): ParsedCue[] {
  return parseSrt(files[name.replace(/\w+$/u, 'srt')] ?? '');
}

describe('overlingo start --transcripts', () => {
  it('keeps what it prints, in all formats and languages, for the commands', async () => {
    const root = path.join(folder, 'whole');
    const formats = ['--transcript-formats', 'srt,vtt,ass,txt,jsonl', '--pace', 'unpaced'];
    const { code, stdout, stderr } = await runCli(startArgs(root, ...formats));
    expect(code, stderr).toBe(0);
    const events = jsonLines(stdout);
    const english = events.filter(({ type }) => type === 'translation-final').map(({ text }) => String(text));
    expect(english.length).toBeGreaterThan(10);
    const files = await filesIn(root);
    expect(Object.keys(files)).toHaveLength(10);
    const srt = parseSrt(files['captions.en.srt'] ?? '');
    expect(srt.flatMap(({ lines }) => lines).join(' ')).toBe(english.join(' '));
    expect(parseVtt(files['captions.en.vtt'] ?? '')).toEqual(srt);
    expect(parseAss(files['captions.en.ass'] ?? '').map(({ lines }) => lines)).toEqual(srt.map(({ lines }) => lines));
    for (const [name, text] of Object.entries(files)) {
      const type = (['srt', 'vtt', 'ass'] as const).find((known) => name.endsWith(`.${known}`));
      if (type) expect(await playerCues(text, type), name).toHaveLength(srtOf(files, name).length);
    }
    // The clip has its own times, however fast it is read.
    expect(srt.at(-1)?.startMs).toBeGreaterThan(40_000);

    const place = ['--folder', root];
    const list = await runCli(['transcripts', 'list', '--json', ...place]);
    expect(jsonLines(list.stdout)).toMatchObject([{ spoken: ['es'], translated: ['en'], captions: english.length }]);
    const exported = await runCli(['transcripts', 'export', 'latest', '--language', 'en', '--format', 'srt', ...place]);
    expect(exported.stdout).toBe(files['captions.en.srt']);
    const found = await runCli(['transcripts', 'search', 'BEBIENDO CAFE', ...place]);
    expect(found.stdout).toMatch(/^\S+ {2}0:\d\d:\d\d {2}Estoy bebiendo café en la cocina\.\n$/u);
    const missing = await runCli(['transcripts', 'show', 'yesterday', ...place]);
    expect([missing.code, missing.stderr]).toEqual([3, expect.stringContaining('[input-missing]')]);
  });

  it('has all that it printed when it is ended by Ctrl-C', async () => {
    const root = path.join(folder, 'interrupted');
    const { child, stdout, ended } = startCli(startArgs(root));
    const finals = (text: string): string[] =>
      jsonLines(text.slice(0, text.lastIndexOf('\n') + 1))
        .filter(({ type }) => type === 'translation-final')
        .map(({ text: said }) => String(said));
    await vi.waitFor(() => expect(finals(stdout()).length).toBeGreaterThan(1), { timeout: 40_000, interval: 100 });
    child.kill('SIGINT');
    const { stdout: printed } = await ended;
    const files = await filesIn(root);
    const shown = parseSrt(files['captions.en.srt'] ?? '').flatMap(({ lines }) => lines);
    expect(shown.join(' ')).toBe(finals(printed).join(' '));
    expect(files['journal.jsonl']).toMatch(/\{"type":"session-end","atMs":\d+\}\n$/u);
  });
});
