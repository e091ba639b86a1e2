import { execFileSync } from 'node:child_process';
import { existsSync, openSync, closeSync, createReadStream } from 'node:fs';
import { link, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { PassThrough, Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openTranscriptTarget, type TranscriptTarget } from '../../../src/cli/transcript-target.ts';
import type { Terminal } from '../../../src/cli/terminal.ts';

const isPosix = process.platform !== 'win32';

describe('openTranscriptTarget', () => {
  let folder = '';
  let at = (name: string): string => name;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'overlingo-target-'));
    at = (name) => path.join(folder, name);
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  interface Wanted {
    readonly stdout?: Terminal['stdout'];
    readonly reads?: readonly string[];
    readonly signal?: AbortSignal;
  }
  const openAt = (output: string | undefined, wanted: Wanted = {}): Promise<TranscriptTarget> => {
    const { stdout = new PassThrough(), reads = [], signal = new AbortController().signal } = wanted;
    const terminal = { stdin: process.stdin, stdout, stderr: new PassThrough() };
    return openTranscriptTarget(output, {
      terminal,
      signal,
      reads: reads.map((file) => ({ path: file, what: 'the recording' })),
    });
  };

  it('replaces a file only when the transcript is whole', async () => {
    await writeFile(at('old.srt'), 'former');
    const target = await openAt(at('old.srt'));
    await target.write('new');
    expect(await readFile(at('old.srt'), 'utf8')).toBe('former');
    await target.finish();
    expect(await target.close()).toBeUndefined();
    expect(await readFile(at('old.srt'), 'utf8')).toBe('new');
    expect(await readdir(folder)).toEqual(['old.srt']);
  });

  it('says where the beginning of an unfinished transcript is', async () => {
    await writeFile(at('old.srt'), 'former');
    const target = await openAt(at('old.srt'));
    await target.write('half');
    expect(await target.close()).toBe(
      `${at('old.srt')} is as it was; what was written until then is in ${at('old.srt.part')}.`,
    );
    expect(await readFile(at('old.srt'), 'utf8')).toBe('former');
    expect(await readFile(at('old.srt.part'), 'utf8')).toBe('half');
  });

  it('leaves nothing where nothing was written, and says so', async () => {
    const target = await openAt(at('new.srt'));
    expect(await target.close()).toBe(`${at('new.srt')} was not made; nothing was written.`);
    expect(await readdir(folder)).toEqual([]);
  });

  it('never writes over the draft of an earlier run', async () => {
    await writeFile(at('a.srt.part'), 'earlier');
    const target = await openAt(at('a.srt'));
    await target.write('half');
    expect(await target.close()).toContain(at('a.srt.2.part'));
    expect(await readFile(at('a.srt.part'), 'utf8')).toBe('earlier');
  });

  it.each([
    ['itself', 'talk.wav'],
    ['in another spelling', 'x/../talk.wav'],
    ['by a hard link', 'hard.wav'],
    ['by a symbolic link', 'soft.wav'],
  ])('refuses what the run reads: %s', async (how, output) => {
    await mkdir(at('x'));
    await writeFile(at('talk.wav'), 'sound');
    await link(at('talk.wav'), at('hard.wav'));
    // Windows lets only some users make one.
    if (isPosix) await symlink('talk.wav', at('soft.wav'));
    else if (how.includes('symbolic')) return;
    await expect(openAt(`${folder}/${output}`, { reads: [at('talk.wav')] })).rejects.toMatchObject({
      code: 'output-is-input',
    });
    expect(await readFile(at('talk.wav'), 'utf8')).toBe('sound');
  });

  it('refuses a file in a folder that the run reads, as that of a model', async () => {
    await mkdir(at('model'));
    await writeFile(at('model/tokens.txt'), 'a');
    await expect(openAt(at('model/tokens.txt'), { reads: [at('model')] })).rejects.toMatchObject({
      code: 'output-is-input',
    });
  });

  it('refuses a standard output that is redirected to what the run reads', async () => {
    await writeFile(at('talk.wav'), 'sound');
    const fd = openSync(at('talk.wav'), 'a');
    const stdout = Object.assign(new PassThrough(), { fd });
    await expect(openAt(undefined, { stdout, reads: [at('talk.wav')] })).rejects.toMatchObject({
      code: 'output-is-input',
    });
    closeSync(fd);
  });

  it.each([
    ['a folder', (): string => folder, 'it is a folder'],
    ['no folder', (): string => at('no/x.txt'), 'its folder does not exist'],
    ['a folder that is a file', (): string => at('file/x.txt'), 'what should be its folder is a file'],
    ['a name that is too long', (): string => at('x'.repeat(300)), 'its name is too long'],
  ])('tells why it cannot be written: %s', async (_what, output, why) => {
    await writeFile(at('file'), '');
    await expect(openAt(output())).rejects.toMatchObject({
      code: 'output-unwritable',
      message: expect.stringContaining(why) as unknown,
    });
  });

  it('writes a name that is as long as a name may be', async () => {
    const file = at('x'.repeat(255));
    const target = await openAt(file);
    await target.write('new');
    await target.finish();
    expect(await readFile(file, 'utf8')).toBe('new');
  });

  it.each([undefined, '-'])('writes to the standard output: %s', async (output) => {
    const stdout = new PassThrough();
    const target = await openAt(output, { stdout });
    await target.write('one');
    await target.finish();
    expect(String(stdout.read())).toBe('one');
    expect(existsSync('-')).toBe(false);
  });

  it('waits at the end until a slow reader has taken all', async () => {
    const taken: string[] = [];
    const stdout = new Writable({
      highWaterMark: 1,
      write: (chunk: Buffer, _encoding, done) => {
        taken.push(chunk.toString());
        setImmediate(done);
      },
    });
    const target = await openAt('-', { stdout });
    for (const piece of ['a', 'b', 'c']) await target.write(piece);
    await target.finish();
    expect(taken).toEqual(['a', 'b', 'c']);
  });

  it('tells that the disk of the standard output is full', async () => {
    const full = Object.assign(new Error('no'), { code: 'ENOSPC' });
    const stdout = new Writable({ write: (_chunk, _encoding, done) => done(full) }).on('error', () => undefined);
    const target = await openAt(undefined, { stdout });
    await target.write('one');
    await expect(target.finish()).rejects.toMatchObject({
      code: 'output-unwritable',
      message: 'The standard output cannot be written to: there is no space left (ENOSPC).',
    });
  });

  describe.runIf(isPosix)('devices and pipes', () => {
    // Not finished: a fault here must not cost the machine its device.
    it('writes to a device as it is, without a draft', async () => {
      const target = await openAt('/dev/null');
      await target.write('gone');
      expect(await target.close()).toBeUndefined();
    });

    it.runIf(existsSync('/dev/full'))('tells that a device is full', async () => {
      const target = await openAt('/dev/full');
      await expect(target.write('one')).rejects.toMatchObject({ code: 'output-unwritable' });
      await target.close();
    });

    it('writes to a pipe once somebody reads it', async () => {
      execFileSync('mkfifo', [at('pipe')]);
      const read = text(createReadStream(at('pipe')));
      const target = await openAt(at('pipe'));
      await target.write('one');
      await target.write('two');
      await target.finish();
      await target.close();
      expect(await read).toBe('onetwo');
    });

    it('stops waiting for the reader of a pipe when the run is ended', async () => {
      execFileSync('mkfifo', [at('pipe')]);
      const ended = new AbortController();
      const opening = openAt(at('pipe'), { signal: ended.signal });
      ended.abort(new Error('ended'));
      await expect(opening).rejects.toThrow('ended');
    });
  });
});
