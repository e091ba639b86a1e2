import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ConfigDocument } from '../../../src/config/config-document.ts';
import { readConfigFile, writeConfigFile } from '../../../src/config/config-file.ts';
import { migrate, type Migration } from '../../../src/config/migrations.ts';

/** What later versions might do: another name, then another unit. */
const CHAIN: readonly Migration[] = [
  () => undefined,
  (document) => {
    const { lag } = document.values();
    document.unset(['lag']);
    document.set(['server', 'maxLag'], lag);
  },
  (document) => {
    const { server } = document.values() as { server: { maxLag: number } };
    document.set(['server', 'maxLagMs'], server.maxLag * 1000);
    document.unset(['server', 'maxLag']);
  },
];

describe('migrate', () => {
  it.each([
    ['lag: 4 # seconds\n', 0],
    ['version: 1\nlag: 4\n', 1],
    ['version: 2\nserver: {maxLag: 4}\n', 2],
    ['version: 3\nserver: {maxLagMs: 4000}\n', 3],
  ])('brings %j to the newest version', (text, version) => {
    const document = new ConfigDocument('overlingo.yaml', text);
    expect(migrate(document, CHAIN)).toBe(version);
    expect(document.values()).toEqual({ version: 3, server: { maxLagMs: 4000 } });
  });

  it('refuses a file of a newer program', () => {
    const document = new ConfigDocument('overlingo.yaml', 'version: 4\n');
    expect(() => migrate(document, CHAIN)).toThrow('the file has version 4, and this Overlingo knows versions up to 3');
  });

  it('puts the version before all else, and leaves comments where they are', () => {
    const document = new ConfigDocument('overlingo.yaml', '# of Ana\n\n# pages\nserver:\n  port: 1\n');
    migrate(document);
    expect(document.toString()).toBe('# of Ana\nversion: 1\n\n# pages\nserver:\n  port: 1\n');
  });
});

describe('a file of an older version', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'overlingo-migrate-'));
  });
  afterEach(async () => {
    await rm(folder, { recursive: true, force: true });
  });

  it('is kept beside the new one, as it was', async () => {
    const file = path.join(folder, 'overlingo.yaml');
    await writeFile(file, 'server: {port: 1}   # mine\n');
    const found = await readConfigFile(file);
    expect(await readFile(file, 'utf8')).toBe('server: {port: 1}   # mine\n');
    await writeConfigFile(found);
    expect((await readdir(folder)).toSorted()).toEqual(['overlingo.yaml', 'overlingo.yaml.v0.bak']);
    expect(await readFile(`${file}.v0.bak`, 'utf8')).toBe('server: {port: 1}   # mine\n');
    expect(await readFile(file, 'utf8')).toContain('version: 1');
  });
});
