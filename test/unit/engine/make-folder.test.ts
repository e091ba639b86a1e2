import { execFileSync } from 'node:child_process';
import { statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { makeFolder, makeFolderSync } from '../../../src/engine/make-folder.ts';
import { temporaryFolder } from '../../support/audio/audio-support.ts';

describe.each([
  ['makeFolder', makeFolder],
  ['makeFolderSync', (folder: string, mode?: number) => Promise.resolve().then(() => makeFolderSync(folder, mode))],
])('%s', (name, make) => {
  it('makes a folder with those above it, again and at the same time', async () => {
    using folder = temporaryFolder();
    const wanted = path.join(folder.path, 'one', 'two', 'three');
    await Promise.all([make(wanted), make(wanted), make(path.join(folder.path, 'one', 'two'))]);
    await make(wanted);
    expect(statSync(wanted).isDirectory()).toBe(true);
  });

  it.skipIf(process.platform === 'win32')('gives those that it makes a mode', async () => {
    using folder = temporaryFolder();
    await make(path.join(folder.path, 'own', 'inner'), 0o700);
    expect(statSync(path.join(folder.path, 'own')).mode & 0o777).toBe(0o700);
  });

  it('says where a file is in the way', async () => {
    using folder = temporaryFolder();
    writeFileSync(path.join(folder.path, 'file'), '');
    await expect(make(path.join(folder.path, 'file'))).rejects.toThrow('EEXIST');
    await expect(make(path.join(folder.path, 'file', 'inner'))).rejects.toThrow(/EEXIST|ENOTDIR/u);
  });

  // In a process of its own, which can be ended where it spins.
  it.skipIf(process.platform !== 'linux')('does not try for ever where the system has no folder to give', () => {
    const module = pathToFileURL(path.resolve('src/engine/make-folder.ts')).href;
    const script = `
      const { ${name} } = await import(${JSON.stringify(module)});
      try { await ${name}('/proc/overlingo/inner'); } catch (error) { console.log(error.code); }`;
    const told = execFileSync(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
      timeout: 4500,
      encoding: 'utf8',
    });
    expect(told.trim()).toMatch(/^E[A-Z]+$/u);
  });
});
