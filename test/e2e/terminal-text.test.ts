import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fixture } from '../support/files.ts';
import { jsonLines, runCli } from '../support/run-cli.ts';
import { jsonReply, startTranscriptionServer } from '../support/transcription-server.ts';

const HOSTILE = '\u001b]0;PWNED\u0007\u001b[2J\u009b31m\u202e\b';

/** What no output may hold. */
const UNSAFE = /(?!\n)\p{Cc}|[\u202a-\u202e\u2066-\u2069]/u;

const clip = fixture('heldout', 'es01.wav');

describe.skipIf(process.platform === 'win32')('text from outside in the output of the command line', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'overlingo-text-'));
    await writeFile(path.join(folder, `gl${HOSTILE}.tsv`), `te${HOSTILE}rm\tsounds-like\nRaid\traid\n`);
    await writeFile(path.join(folder, 'config.yaml'), 'audio:\n  bac\u009bkend: "x\\e[2J"\n');
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it.each([
    ['the name of a file', (): string[] => ['transcribe', `no${HOSTILE}.wav`, '--language', 'es']],
    ['a language', (): string[] => ['transcribe', clip, '--language', `e${HOSTILE}s`]],
    ['an option', (): string[] => ['start', `--opt${HOSTILE}`]],
    ['a command', (): string[] => [`start${HOSTILE}`]],
    ['an input', (): string[] => ['start', '--input', `mic:Yeti${HOSTILE}`, '--audio-backend', `pulse${HOSTILE}`]],
    ['a model', (): string[] => ['transcribe', clip, '--model', `/no${HOSTILE}`]],
    [
      'a glossary',
      (): string[] => ['transcribe', clip, '--language', 'es', '--glossary', path.join(folder, `gl${HOSTILE}.tsv`)],
    ],
    ['a setting', (): string[] => ['config', 'get', `audio${HOSTILE}`]],
    ['a configuration', (): string[] => ['config', 'show', '--config', path.join(folder, 'config.yaml')]],
    ['a pair of languages', (): string[] => ['models', 'remove', `x${HOSTILE}`]],
  ])('is only text where %s is told of', async (_what, args) => {
    const { code, stdout, stderr } = await runCli(args());
    expect(code).not.toBe(0);
    expect(stderr).not.toBe('');
    expect(stdout + stderr).not.toMatch(UNSAFE);
  });

  it.each(['txt', 'srt', 'vtt', 'jsonl'])('is only text where a server has heard it, in %s', async (format) => {
    const text = `Hola ${HOSTILE}a todos.\n\n2\n00:00:00,000 --> 00:00:01,000\n{\\an8}<b>Estoy</b> contento.`;
    await using server = await startTranscriptionServer({ reply: () => jsonReply({ text }) });
    const args = ['transcribe', clip, '--language', 'es', '--model', server.url, '--format', format, '--log', 'debug'];
    const { code, stdout, stderr } = await runCli(args);
    expect(code).toBe(0);
    expect(stdout).toContain('Hola a todos.');
    expect(stdout + stderr).not.toMatch(UNSAFE);
    if (format === 'jsonl') expect(jsonLines(stdout)).toHaveLength(1);
    if (format === 'srt') expect(stdout).not.toMatch(/[<{]/u);
    if (format === 'srt' || format === 'vtt') expect(stdout.match(/ --> /gu)).toHaveLength(1);
  });

  it('is no caption where a server says far more than was said', async () => {
    const text = `Hola${' '.repeat(900_000)}amigo`;
    await using server = await startTranscriptionServer({ reply: () => jsonReply({ text }) });
    const { code, stdout, stderr } = await runCli(['transcribe', clip, '--language', 'es', '--model', server.url]);
    expect(code).toBe(0);
    expect(stdout).toBe('');
    expect(stderr).toContain('endless text');
  });
});
