import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync, mkdirSync, copyFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { wavBytes } from '../support/audio/audio-support.ts';
import { asset, cliFile, fixture } from '../support/files.ts';
import { demoClip } from '../support/clips.ts';
import { jsonLines, runCli, startCli, withoutOwnSettings } from '../support/run-cli.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'overlingo-cli-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const clip = fixture('heldout', 'es01.wav');
const CLIP_TEXT = (
  JSON.parse(
    readFileSync(fixture('heldout', 'references.jsonl'), 'utf8')
      .split('\n')
      .find((line) => line.includes('"es01"')) ?? '{}',
  ) as { text: string }
).text;

function write(name: string, content: Uint8Array | string): string {
  const file = path.join(folder, name);
  writeFileSync(file, content);
  return file;
}

/** A WAV file whose header says what is wanted, whatever follows. */
function wavFile(name: string, { channels, dataBytes }: { channels: number; dataBytes: number }): string {
  const header = Buffer.alloc(44);
  header.write('RIFF', 0);
  header.writeUInt32LE(36 + dataBytes, 4);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(channels, 22);
  header.writeUInt32LE(16_000, 24);
  header.writeUInt32LE(32_000 * channels, 28);
  header.writeUInt16LE(2 * channels, 32);
  header.writeUInt16LE(16, 34);
  header.write('data', 36);
  header.writeUInt32LE(dataBytes, 40);
  return write(name, header);
}

/** A copy of the bundled model with one damaged file. */
function damagedModel(): string {
  const model = path.join(folder, 'damaged-model');
  mkdirSync(model, { recursive: true });
  for (const name of ['demo-decoder.onnx', 'demo-tokens.txt'])
    copyFileSync(asset('models/demo-whisper', name), path.join(model, name));
  writeFileSync(path.join(model, 'demo-encoder.onnx'), 'this is no model');
  return model;
}

describe('bad input gets one clear sentence, a hint and an exit code', () => {
  it.each([
    ['a missing file', () => ['transcribe', path.join(folder, 'nothing.wav')], 3, 'input-missing'],
    ['an empty file', () => ['transcribe', write('empty.wav', '')], 3, 'input-empty'],
    ['a folder', () => ['transcribe', folder], 3, 'input-unreadable'],
    ['text renamed .wav', () => ['transcribe', write('text.wav', 'Dear diary, '.repeat(50))], 3, 'input-not-audio'],
    ['0 channels', () => ['transcribe', wavFile('none.wav', { channels: 0, dataBytes: 100 })], 3, 'input-damaged'],
    ['a wrong model path', () => ['transcribe', clip, '--model', path.join(folder, 'no-model')], 4, 'model-missing'],
    ['a folder without a model', () => ['transcribe', clip, '--model', asset('demo')], 4, 'model-missing'],
    ['a damaged model', () => ['transcribe', clip, '--model', damagedModel()], 4, 'model-damaged'],
    ['a file that is no model', () => ['transcribe', clip, '--model', clip], 4, 'model-unsupported'],
    ['a language nobody speaks', () => ['transcribe', clip, '--language', 'qq'], 2, 'usage'],
    ['a language the model does not know', () => ['transcribe', clip, '--language', 'it'], 2, 'language-unsupported'],
    ['no language at all', () => ['transcribe', clip, '--language', 'Spanish!'], 2, 'usage'],
    ['a wrong format', () => ['transcribe', clip, '--format', 'docx'], 2, 'usage'],
    [
      'an output in no folder',
      () => ['transcribe', clip, '--output', path.join(folder, 'no', 'x.txt')],
      7,
      'output-unwritable',
    ],
    ['an output that is a folder', () => ['transcribe', clip, '--output', folder], 7, 'output-unwritable'],
    ['a wrong input', () => ['start', '--input', 'tape'], 2, 'usage'],
    ['a wrong port', () => ['demo', '--port', '70000'], 2, 'usage'],
    ['a wrong demo language', () => ['demo', '--language', 'it'], 2, 'usage'],
    [
      'a server that is not there',
      () => ['transcribe', clip, '--model', 'http://127.0.0.1:9/v1'],
      6,
      'remote-unreachable',
    ],
  ])('%s', async (_what, args, exitCode, code) => {
    const { code: exited, stdout, stderr } = await runCli(args());
    const lines = stderr.trim().split('\n');
    const told = lines.filter((line) => line.endsWith(`[${code}]`));
    expect(told, stderr).toHaveLength(1);
    expect(told[0]).toMatch(/^overlingo: .+\. .+\. \[[a-z-]+\]$/u);
    expect(stderr).not.toMatch(/\n\s+at /u);
    expect(stdout).toBe('');
    expect(exited).toBe(exitCode);
  });

  it.each([['--nonsense'], ['transcribe'], ['sing']])('refuses %s', async (argument) => {
    const { code, stderr } = await runCli([argument]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^overlingo: .* See overlingo (?:\w+ )?--help\. \[usage\]\n$/u);
  });

  it.each([['--version'], ['transcribe', clip, '--language', 'es']])(
    'works without any standard input: %s',
    async (...args) => {
      const env = withoutOwnSettings(process.env);
      const child = spawn(process.execPath, [cliFile, ...args], { env, stdio: ['ignore', 'ignore', 'ignore'] });
      expect((await once(child, 'close'))[0]).toBe(0);
    },
  );

  it('transcribes what is there of truncated sound, and says so', async () => {
    const whole = readFileSync(clip);
    const { code, stdout, stderr } = await runCli([
      'transcribe',
      write('cut.wav', whole.subarray(0, whole.length - 2001)),
      '--language',
      'es',
    ]);
    expect(code).toBe(0);
    expect(stdout.trim()).not.toBe('');
    expect(stderr).toMatch(/cut short/u);
  });

  it('tells why a transcript is empty, which is no failure', async () => {
    const silence = wavBytes([Array.from({ length: 16_000 }, () => 0)]);
    const { code, stdout, stderr } = await runCli(['transcribe', write('silence.wav', silence), '--language', 'es']);
    expect([code, stdout]).toEqual([0, '']);
    expect(stderr).toMatch(
      /^overlingo: The transcript is empty: there is no sound in .*silence\.wav, only silence\.$/mu,
    );
  });
});

describe('overlingo transcribe', () => {
  it.each([
    ['txt', (text: string) => `${text}\n`],
    [
      'srt',
      (text: string) => new RegExp(`^1\\n00:00:0\\d,\\d{3} --> 00:00:0\\d,\\d{3}\\n${escaped(text)}\\n\\n$`, 'u'),
    ],
    [
      'vtt',
      (text: string) =>
        new RegExp(`^WEBVTT\\n\\n1\\n00:00:0\\d\\.\\d{3} --> 00:00:0\\d\\.\\d{3}\\n${escaped(text)}\\n\\n$`, 'u'),
    ],
  ] as const)('writes %s to the standard output', async (format, expected) => {
    const { code, stdout } = await runCli(['transcribe', clip, '--language', 'es', '--format', format]);
    expect(code).toBe(0);
    const wanted = expected(CLIP_TEXT);
    if (typeof wanted === 'string') expect(stdout).toBe(wanted);
    else expect(stdout).toMatch(wanted);
  });

  it('writes JSON lines with translations', async () => {
    const { stdout } = await runCli([
      'transcribe',
      clip,
      '--language',
      'es',
      '--translate',
      'en,de',
      '--format',
      'jsonl',
    ]);
    const [cue] = jsonLines(stdout);
    expect(cue).toMatchObject({ language: 'es', text: CLIP_TEXT });
    expect(Object.keys(cue?.['translations'] as object)).toEqual(['en', 'de']);
  });

  it('lets the recogniser translate every sentence, the last one too', async () => {
    const args = [
      'transcribe',
      demoClip('es').file,
      '--language',
      'es',
      '--translator',
      'whisper',
      '--translate',
      'en',
    ];
    const { stdout, stderr } = await runCli([...args, '--format', 'jsonl']);
    const cues = jsonLines(stdout) as unknown as { text: string; translations: { en: string } }[];
    expect(stderr).not.toContain('no answer');
    expect(cues.length).toBeGreaterThan(15);
    for (const { text, translations } of cues) expect(translations.en).not.toBe(text);
    expect(cues.at(-1)?.translations.en).toMatch(/^See you on Friday/u);
  });

  it('writes the translation to a file, with the source above where that is wanted', async () => {
    const output = path.join(folder, 'both.txt');
    const { code, stdout } = await runCli([
      'transcribe',
      clip,
      '--language',
      'es',
      '--translate',
      'en',
      '--keep-source',
      '--output',
      output,
    ]);
    expect([code, stdout]).toEqual([0, '']);
    const [source, translation] = readFileSync(output, 'utf8').trim().split('\n');
    expect(source).toBe(CLIP_TEXT);
    expect(translation).not.toBe(source);
    expect(translation).toMatch(/[a-z]/iu);
  });
});

describe.skipIf(!existsSync('/dev/full'))('overlingo transcribe onto a full disk', () => {
  it('stops with one sentence that says so', async () => {
    const { code, stderr } = await runCli(['transcribe', clip, '--language', 'es', '--output', '/dev/full']);
    expect(code).toBe(7);
    const lines = stderr.trim().split('\n');
    expect(lines.filter((line) => line.includes('/dev/full'))).toEqual([
      expect.stringMatching(
        /^overlingo: The transcript cannot be written to \/dev\/full: .*ENOSPC.* \[output-unwritable\]$/u,
      ),
    ]);
  });
});

describe('overlingo start', () => {
  it('captions WAV sound from the standard input and ends with it', async () => {
    const args = ['start', '--input', 'stdin', '--language', 'es', '--translate', 'en', '--json', '--port', '0'];
    const { code, stdout } = await runCli(args, readFileSync(clip));
    const events = jsonLines(stdout);
    expect(code).toBe(0);
    expect(events.filter(({ type }) => type === 'transcript-final')).toHaveLength(1);
    expect(events.filter(({ type }) => type === 'translation-final')).toHaveLength(1);
  });

  it('captions raw sound from the standard input', async () => {
    const raw = readFileSync(clip).subarray(44);
    const args = [
      'start',
      '--input',
      'stdin',
      '--rate',
      '16000',
      '--encoding',
      's16le',
      '--language',
      'es',
      '--json',
      '--port',
      '0',
    ];
    const { code, stdout } = await runCli(args, raw);
    expect(code).toBe(0);
    expect(jsonLines(stdout).filter(({ type }) => type === 'transcript-final')).toHaveLength(1);
  });

  it('ends where the port that was named is taken, and says by whom', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const address = taken.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const { code, stderr } = await runCli([
      'start',
      '--input',
      `file:${clip}`,
      '--pace',
      'unpaced',
      '--port',
      String(port),
    ]);
    taken.close();
    expect(code).toBe(5);
    expect(stderr).toContain(`Port ${port} is taken by another program`);
    expect(stderr).toContain('[port-in-use]');
  });

  it.each(['SIGINT', 'SIGTERM'] as const)('ends cleanly on %s, without leaving a process behind', async (signal) => {
    const { child, stdout, ended } = startCli([
      'start',
      '--input',
      `file:${asset('demo/demo-es.wav')}`,
      '--language',
      'es',
      '--json',
      '--port',
      '0',
    ]);
    await vi.waitFor(() => expect(stdout()).toContain('transcript-partial'), { timeout: 30_000, interval: 50 });
    const children = readFileSync(`/proc/${String(child.pid)}/task/${String(child.pid)}/children`, 'utf8')
      .trim()
      .split(' ')
      .map(Number);
    expect(children.length).toBeGreaterThan(0);
    child.kill(signal);
    expect((await ended).code).toBe(0);
    await vi.waitFor(() => {
      for (const pid of children) expect(() => process.kill(pid, 0)).toThrow();
    });
  });
});

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/gu, '\\$&');
}
