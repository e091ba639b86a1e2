import { spawn, spawnSync, execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, openSync } from 'node:fs';
import { copyFile, link, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { asset, cliFile, fixture } from '../support/files.ts';
import { playerCues } from '../support/player-cues.ts';
import { runCli, startCli, withoutOwnSettings, type CliResult } from '../support/run-cli.ts';
import { parseAss, parseVtt } from '../support/subtitle-parsers.ts';

const clip = fixture('heldout', 'es01.wav');
const LONG = asset('demo/demo-es.wav');

describe.skipIf(process.platform === 'win32')('files that are there when transcribe runs', () => {
  let folder = '';
  let at = (name: string): string => name;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'overlingo-files-'));
    at = (name) => path.join(folder, name);
    await copyFile(clip, at('talk.wav'));
    await writeFile(at('old.srt'), 'former');
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const transcribe = (...args: readonly string[]): Promise<CliResult> =>
    runCli(['transcribe', ...args, '--language', 'es']);

  it('are replaced by a whole transcript, through a link', async () => {
    await symlink('old.srt', at('link.srt'));
    const { code, stderr } = await transcribe(at('talk.wav'), '--format', 'srt', '--output', at('link.srt'));
    expect(code, stderr).toBe(0);
    expect(await readFile(at('old.srt'), 'utf8')).toMatch(/^1\n00:00:0/u);
    expect((await readdir(folder)).toSorted()).toEqual(['link.srt', 'old.srt', 'talk.wav']);
  });

  it.each([
    ['an input that is missing', 3, (): string[] => [at('typo.wav')]],
    ['an input that is no sound', 3, (): string[] => [fixture('heldout', 'references.jsonl')]],
    ['a model that is missing', 4, (): string[] => [at('talk.wav'), '--model', at('nothing')]],
  ])('stay as they are after %s', async (_what, exitCode, args) => {
    const { code, stderr } = await transcribe(...args(), '--format', 'srt', '--output', at('old.srt'));
    expect(code, stderr).toBe(exitCode);
    expect(stderr).toContain(`${at('old.srt')} is as it was; nothing was written.`);
    expect(await readFile(at('old.srt'), 'utf8')).toBe('former');
    expect((await readdir(folder)).toSorted()).toEqual(['old.srt', 'talk.wav']);
  });

  it('stay as they are when the run is interrupted, and the beginning lies beside them', async () => {
    const { child, ended } = startCli(['transcribe', LONG, '--language', 'es', '--output', at('old.srt')]);
    await vi.waitFor(async () => expect(await readFile(at('old.srt.part'), 'utf8')).not.toBe(''), { timeout: 30_000 });
    child.kill('SIGINT');
    const { code, stderr } = await ended;
    expect(code).toBe(130);
    expect(stderr).toContain(`what was written until then is in ${at('old.srt.part')}.`);
    expect(await readFile(at('old.srt'), 'utf8')).toBe('former');
  });

  it.each([
    ['the recording', (): string[] => [at('talk.wav')], 'talk.wav'],
    ['the recording by a hard link', (): string[] => [at('talk.wav')], 'hard.wav'],
    ['the recording by a symbolic link', (): string[] => [at('talk.wav')], 'soft.wav'],
    ['the glossary', (): string[] => [at('talk.wav'), '--glossary', at('words.tsv')], 'words.tsv'],
    ['the configuration', (): string[] => [at('talk.wav'), '--config', at('own.yaml')], 'own.yaml'],
    ['a file of the model', (): string[] => [at('talk.wav'), '--model', at('model')], 'model/tokens.txt'],
  ])('are not written to where the run reads them: %s', async (what, args, output) => {
    await link(at('talk.wav'), at('hard.wav'));
    await symlink('talk.wav', at('soft.wav'));
    await mkdir(at('model'));
    await writeFile(at('words.tsv'), 'term\nOverlingo\n');
    await writeFile(at('own.yaml'), 'version: 1\n');
    await writeFile(at('model/tokens.txt'), 'a 1\n');
    const before = await readFile(at(output));
    const { code, stderr } = await transcribe(...args(), '--output', at(output));
    expect([code, stderr]).toEqual([2, expect.stringMatching(/ \[output-is-input\]\n$/u)]);
    expect(stderr).toContain(what.split(' by ')[0]);
    expect(await readFile(at(output))).toEqual(before);
  });

  it('are subtitles where their name says so', async () => {
    const { code, stderr } = await transcribe(at('talk.wav'), '--output', at('old.srt'));
    expect(code, stderr).toBe(0);
    expect(await readFile(at('old.srt'), 'utf8')).toMatch(/^1\n00:00:0/u);
    expect(stderr).toContain(`Wrote 1 subtitle in Spanish to ${at('old.srt')}: `);
  });

  it.each([
    ['old.srt', ['--format', 'vtt'], 'is the name of srt, and --format asks for vtt'],
    ['new.mp4', [], 'does not tell a format'],
  ])('are refused where their name and the format do not go together: %s', async (name, args, problem) => {
    const { code, stderr } = await transcribe(at('talk.wav'), '--output', at(name), ...args);
    expect([code, stderr]).toEqual([2, expect.stringContaining(problem)]);
    expect((await readdir(folder)).toSorted()).toEqual(['old.srt', 'talk.wav']);
  });

  it('are one for each language', async () => {
    const args = [at('talk.wav'), '--translate', 'en,fr', '--output', at('talk.srt')];
    const { code, stderr } = await transcribe(...args);
    expect(code, stderr).toBe(0);
    expect((await readdir(folder)).toSorted()).toEqual([
      'old.srt',
      'talk.en.srt',
      'talk.es.srt',
      'talk.fr.srt',
      'talk.wav',
    ]);
    const textOf = async (name: string): Promise<string | undefined> =>
      (await readFile(at(name), 'utf8')).split('\n').slice(2).join('\n');
    expect(await textOf('talk.es.srt')).toBe('Estoy contento esta tarde.\n\n');
    expect(await textOf('talk.en.srt')).toBe('I am happy this afternoon.\n\n');
    expect(stderr).toMatch(/Wrote 1 subtitle in Spanish to .*talk\.es\.srt, 1 in English to .* and 1 in French to /u);
  });

  it('are named by the language that was heard', async () => {
    const args = ['transcribe', at('talk.wav'), '--translate', 'en', '--output', at('talk.srt')];
    const { code, stderr } = await runCli(args);
    expect(code, stderr).toBe(0);
    expect((await readdir(folder)).toSorted()).toEqual(['old.srt', 'talk.en.srt', 'talk.es.srt', 'talk.wav']);
  });

  it('are all as they were where one of them cannot be made', async () => {
    await mkdir(at('talk.fr.srt'));
    await writeFile(at('talk.en.srt'), 'former');
    const { code } = await transcribe(at('talk.wav'), '--translate', 'en,fr', '--output', at('talk.srt'));
    expect(code).toBe(7);
    expect((await readdir(folder)).toSorted()).toEqual(['old.srt', 'talk.en.srt', 'talk.fr.srt', 'talk.wav']);
    expect(await readFile(at('talk.en.srt'), 'utf8')).toBe('former');
  });

  it('are needed for several languages, of which the standard output takes one', async () => {
    const { code, stderr } = await transcribe(at('talk.wav'), '--translate', 'en,fr', '--format', 'srt');
    expect([code, stderr]).toEqual([2, expect.stringContaining('The standard output takes one language')]);
  });

  it.skipIf(spawnSync('ffmpeg', ['-version']).error !== undefined)('are read by ffmpeg', async () => {
    await runCli(['transcribe', LONG, '--language', 'es', '--output', at('long.srt')]);
    await runCli(['transcribe', LONG, '--language', 'es', '--output', at('long.vtt')]);
    for (const name of ['long.srt', 'long.vtt']) {
      const read = spawnSync('ffmpeg', ['-v', 'error', '-i', at(name), '-f', 'srt', '-'], { encoding: 'utf8' });
      expect([read.status, read.stderr]).toEqual([0, '']);
      expect(read.stdout.match(/ --> /gu)).toHaveLength(18);
    }
  });

  it('are read by the parser of a web player, strictly', async () => {
    for (const type of ['vtt', 'ass'] as const) {
      await runCli(['transcribe', LONG, '--language', 'es', '--translate', 'en', '--output', at(`long.${type}`)]);
      const read = { vtt: parseVtt, ass: parseAss }[type];
      for (const language of ['es', 'en']) {
        const text = await readFile(at(`long.${language}.${type}`), 'utf8');
        const cues = await playerCues(text, type);
        expect(cues.length).toBeGreaterThan(10);
        expect(cues, `${language} ${type}`).toEqual(read(text));
      }
    }
  });

  it('are not needed: - is the standard output', async () => {
    const { code, stdout } = await transcribe(at('talk.wav'), '--output', '-');
    expect([code, stdout.trim()]).toEqual([0, expect.stringMatching(/\w/u)]);
  });

  /** Runs with a standard stream that goes to a file or a device. */
  const exitInto = async (
    args: readonly string[],
    stream: 1 | 2,
    file: string,
  ): Promise<readonly [number | null, string]> => {
    const fd = openSync(file, 'a');
    const stdio = (own: 1 | 2): number | 'pipe' => (stream === own ? fd : 'pipe');
    const child = spawn(process.execPath, [cliFile, ...args], {
      env: withoutOwnSettings(process.env),
      stdio: ['ignore', stdio(1), stdio(2)],
    });
    closeSync(fd);
    let told = '';
    (stream === 1 ? child.stderr : child.stdout)?.setEncoding('utf8').on('data', (piece: string) => (told += piece));
    const [code] = (await once(child, 'close')) as [number | null];
    return [code, told];
  };

  describe.skipIf(!existsSync('/dev/full'))('full disks', () => {
    it('are told where the standard output lies on one', async () => {
      const [code, told] = await exitInto(['transcribe', clip, '--language', 'es'], 1, '/dev/full');
      expect(code).toBe(7);
      expect(told).toMatch(/^overlingo: The standard output cannot be written to: .*ENOSPC.* \[output-unwritable\]$/mu);
    });

    it('end no captions where the log lies on one', async () => {
      const args = ['start', '--input', `file:${clip}`, '--language', 'es', '--json', '--port', '0', '--log', 'debug'];
      const [code, told] = await exitInto(args, 2, '/dev/full');
      expect(code).toBe(0);
      expect(told).toContain('"type":"transcript-final"');
    });
  });

  it('end no captions where nobody reads the log', async () => {
    const args = ['start', '--input', `file:${clip}`, '--language', 'es', '--json', '--port', '0', '--log', 'debug'];
    const { child, ended } = startCli(args);
    child.stderr.destroy();
    const { code, stdout } = await ended;
    expect(code).toBe(0);
    expect(stdout).toContain('"type":"transcript-final"');
  });

  it('are written to where they are pipes', async () => {
    execFileSync('mkfifo', [at('pipe')]);
    const [{ code }, heard] = await Promise.all([
      transcribe(at('talk.wav'), '--output', at('pipe')),
      readFile(at('pipe'), 'utf8'),
    ]);
    expect([code, heard.trim()]).toEqual([0, expect.stringMatching(/\w/u)]);
  });
});
