import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TranscriptFiles } from '../../../src/cli/transcript-files.ts';

describe('the files of transcripts', () => {
  let folder = '';
  let at = (name: string): string => name;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'overlingo-transcripts-'));
    at = (name) => path.join(folder, name);
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const open = (...names: readonly string[]): Promise<TranscriptFiles> =>
    TranscriptFiles.open(
      names.map((name) => ({ shown: [], output: at(name) })),
      {
        terminal: { stdin: process.stdin, stdout: new PassThrough(), stderr: new PassThrough() },
        signal: new AbortController().signal,
        reads: [],
      },
    );

  it('are those of somebody else where they were changed meanwhile: none is replaced, and all are told', async () => {
    await writeFile(at('en.srt'), 'former');
    await writeFile(at('es.srt'), 'former');
    const files = await open('en.srt', 'es.srt');
    for (const target of files.targets) await target.write('new');
    await writeFile(at('es.srt'), 'mended by hand');
    await expect(files.finish([])).rejects.toMatchObject({
      code: 'output-unwritable',
      message: `The transcript cannot be written to ${at('es.srt')}: another program has changed it since the start.`,
    });
    expect(await files.close()).toEqual([
      `${at('en.srt')} is as it was; what was written until then is in ${at('en.srt.part')}.`,
      `${at('es.srt')} is as another program has left it; what was written until then is in ${at('es.srt.part')}.`,
    ]);
    expect(await readFile(at('en.srt'), 'utf8')).toBe('former');
    expect(await readFile(at('es.srt'), 'utf8')).toBe('mended by hand');
    expect(await readFile(at('es.srt.part'), 'utf8')).toBe('new');
  });

  it('are also those of somebody who made one that was not there', async () => {
    const files = await open('talk.srt');
    await files.targets[0]!.write('new');
    await writeFile(at('talk.srt'), 'theirs');
    await expect(files.finish([])).rejects.toMatchObject({ code: 'output-unwritable' });
    await files.close();
    expect(await readFile(at('talk.srt'), 'utf8')).toBe('theirs');
  });

  it('get their names where nobody else was there', async () => {
    const files = await open('en.srt', 'es.srt');
    for (const target of files.targets) await target.write('new');
    expect(await files.finish([])).toEqual([at('en.srt'), at('es.srt')]);
    expect(await files.close()).toEqual([]);
    expect((await readdir(folder)).toSorted()).toEqual(['en.srt', 'es.srt']);
  });
});
