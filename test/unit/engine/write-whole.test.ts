import { execFileSync } from 'node:child_process';
import { createReadStream } from 'node:fs';
import { chmod, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeWhole } from '../../../src/engine/write-whole.ts';

const isPosix = process.platform !== 'win32';

describe('writeWhole', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'overlingo-whole-'));
  });
  afterEach(async () => {
    await rm(folder, { recursive: true, force: true });
  });

  it('makes the folder, and leaves nothing beside the file', async () => {
    const file = path.join(folder, 'deep', 'er', 'file.txt');
    await writeWhole(file, 'one');
    await writeWhole(file, 'two');
    expect(await readFile(file, 'utf8')).toBe('two');
    expect(await readdir(path.dirname(file))).toEqual(['file.txt']);
  });

  it('leaves the former file as it was where the content fails', async () => {
    const file = path.join(folder, 'file.txt');
    await writeWhole(file, 'former');
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield Buffer.from('half');
      await Promise.reject(new Error('no more'));
    }
    await expect(writeWhole(file, broken())).rejects.toThrow('no more');
    expect(await readFile(file, 'utf8')).toBe('former');
    expect(await readdir(folder)).toEqual(['file.txt']);
  });

  it.runIf(isPosix)('keeps who may read the file, or sets it', async () => {
    const file = path.join(folder, 'file.txt');
    await writeFile(file, 'former');
    await chmod(file, 0o660);
    await writeWhole(file, 'new');
    expect((await stat(file)).mode & 0o777).toBe(0o660);
    await writeWhole(file, 'private', { mode: 0o600 });
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  it.runIf(isPosix)('replaces what a link points to, and keeps the link', async () => {
    const target = path.join(folder, 'dotfiles.txt');
    const link = path.join(folder, 'file.txt');
    await writeFile(target, 'former');
    await symlink(target, link);
    await writeWhole(link, 'new');
    expect(await readFile(target, 'utf8')).toBe('new');
    expect((await readdir(folder)).toSorted()).toEqual(['dotfiles.txt', 'file.txt']);
    expect(await readFile(link, 'utf8')).toBe('new');
  });

  it.runIf(isPosix)('writes to what is no file as it is', async () => {
    const pipe = path.join(folder, 'pipe');
    execFileSync('mkfifo', [pipe]);
    const read = text(createReadStream(pipe));
    await writeWhole(pipe, 'new');
    expect(await read).toBe('new');
    expect((await stat(pipe)).isFIFO()).toBe(true);
  });
});
