import { spawnSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { withFileLock, withFileLockSync } from '../../../src/engine/file-lock.ts';

let folder: string;
let file: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'lock-'));
  file = path.join(folder, 'data.json');
});
afterEach(() => rm(folder, { recursive: true }));

/** The lock of a process that is no more. */
async function leave(holder: object): Promise<void> {
  await writeFile(`${file}.lock`, JSON.stringify(holder));
}

const gone = (): number => spawnSync(process.execPath, ['-e', '']).pid;

describe('the lock of a file', () => {
  it('lets one in after the other, and leaves nothing behind', async () => {
    await writeFile(file, '0');
    const increase = () =>
      withFileLock(file, async () => {
        const count = Number(await readFile(file, 'utf8'));
        await Promise.resolve();
        await writeFile(file, String(count + 1));
      });
    await Promise.all(Array.from({ length: 30 }, increase));
    expect(await readFile(file, 'utf8')).toBe('30');
    expect(await readdir(folder)).toEqual(['data.json']);
  });

  it('gives what the work gives, is free after it has failed, and makes the folder', async () => {
    file = path.join(folder, 'new', 'data.json');
    await expect(withFileLock(file, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    expect(await withFileLock(file, () => Promise.resolve(7))).toBe(7);
    expect(withFileLockSync(file, () => 8, 100)).toBe(8);
  });

  it('is not waited for where who held it is gone', async () => {
    await leave({ id: 'a', pid: gone(), host: hostname() });
    expect(withFileLockSync(file, () => 'in', 1000)).toBe('in');
    expect(await readdir(folder)).toEqual([]);
  });

  it.each([
    ['of another computer', { id: 'a', pid: 1, host: 'another' }],
    ['of a process that stands still', { id: 'a', pid: process.pid, host: hostname() }],
    ['without words', {}],
  ])('%s holds nobody up once it is old, and is respected before', async (_, holder) => {
    await leave(holder);
    expect(() => withFileLockSync(file, () => 'in', 20)).toThrow(
      expect.objectContaining({ code: 'output-unwritable' }) as Error,
    );
    for (const age of [-60, 60]) {
      await leave(holder);
      await utimes(`${file}.lock`, Date.now() / 1000 - age, Date.now() / 1000 - age);
      expect(withFileLockSync(file, () => 'in', 1000)).toBe('in');
    }
  });

  it('is the same for a link and the file that it points to', async () => {
    await writeFile(file, '');
    const link = path.join(folder, 'link.json');
    await symlink(file, link);
    const within = (): unknown => withFileLockSync(link, () => 'in', 20);
    await withFileLock(file, async () => {
      await Promise.resolve();
      expect(within).toThrow('is locked by another process that does not release it');
    });
  });

  it('is none for what is no file', async () => {
    expect(await withFileLock('/dev/null', () => Promise.resolve('in'))).toBe('in');
  });
});
