import {
  chmod,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  symlink,
  utimes,
  writeFile,
} from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FileDraft } from '../../../src/engine/file-draft.ts';

const isPosix = process.platform !== 'win32';
/** Nothing is forbidden to the first user. */
const isBound = isPosix && process.getuid?.() !== 0;

describe('FileDraft', () => {
  let folder = '';
  let at = (name: string): string => name;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'overlingo-draft-'));
    at = (name) => path.join(folder, name);
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const write = async (file: string): Promise<void> => {
    const draft = await FileDraft.open(file);
    await draft.write('new');
    await draft.commit();
  };

  it('is beside the file until it takes its place', async () => {
    await writeFile(at('file'), 'former');
    const draft = await FileDraft.open(at('file'));
    await draft.write('new');
    expect((await readdir(folder)).toSorted()).toEqual(['file', 'file.part']);
    expect(await readFile(at('file'), 'utf8')).toBe('former');
    await draft.commit();
    expect(await readdir(folder)).toEqual(['file']);
  });

  it('knows whether somebody else has changed its file meanwhile, or made it', async () => {
    await writeFile(at('file'), 'former');
    const draft = await FileDraft.open(at('file'));
    expect(await draft.isTargetChanged()).toBe(false);
    await chmod(at('file'), 0o644);
    expect(await draft.isTargetChanged()).toBe(false);
    await writeFile(at('file'), 'mended by hand');
    expect(await draft.isTargetChanged()).toBe(true);
    await rm(at('file'));
    expect(await draft.isTargetChanged()).toBe(false);
    await draft.discard();
    const first = await FileDraft.open(at('new'));
    expect(await first.isTargetChanged()).toBe(false);
    await writeFile(at('new'), '');
    expect(await first.isTargetChanged()).toBe(true);
    await first.discard();
  });

  it('knows it too of a file whose name it learns at the end', async () => {
    await writeFile(at('old'), 'former');
    await utimes(at('old'), 1000, 1000);
    const draft = await FileDraft.open(at('file'));
    await writeFile(at('young'), 'made meanwhile');
    await utimes(at('young'), Date.now() / 1000 + 60, Date.now() / 1000 + 60);
    await draft.retarget(at('old'));
    expect(await draft.isTargetChanged()).toBe(false);
    await draft.retarget(at('young'));
    expect(await draft.isTargetChanged()).toBe(true);
    await draft.discard();
  });

  it('keeps what was begun, but nothing that is empty', async () => {
    const empty = await FileDraft.open(at('file'));
    expect(await empty.keep()).toBe(false);
    expect(await readdir(folder)).toEqual([]);
    const begun = await FileDraft.open(at('file'));
    await begun.write('half');
    expect(await begun.keep()).toBe(true);
    expect(await readdir(folder)).toEqual(['file.part']);
  });

  it.runIf(isPosix)('never shows a private file to others', async () => {
    await writeFile(at('file'), 'former');
    await chmod(at('file'), 0o600);
    const draft = await FileDraft.open(at('file'));
    expect((await stat(draft.path)).mode & 0o777).toBe(0o600);
    await draft.commit();
    expect((await stat(at('file'))).mode & 0o777).toBe(0o600);
  });

  it.runIf(isPosix)('makes the file that a link means, which is not there yet', async () => {
    await mkdir(at('deep'));
    await symlink('deep/file', at('link'));
    await write(at('link'));
    expect((await lstat(at('link'))).isSymbolicLink()).toBe(true);
    expect(await readFile(at('deep/file'), 'utf8')).toBe('new');
  });

  it.runIf(isPosix)('refuses a link that leads back to itself', async () => {
    await symlink('b', at('a'));
    await symlink('a', at('b'));
    await expect(write(at('a'))).rejects.toMatchObject({ code: 'ELOOP' });
  });

  it.runIf(isBound)('refuses a file that may not be written to', async () => {
    await writeFile(at('file'), 'former');
    await chmod(at('file'), 0o400);
    await expect(write(at('file'))).rejects.toMatchObject({ code: 'EACCES' });
    expect(await readFile(at('file'), 'utf8')).toBe('former');
  });
});
