import { execFileSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { setInFile, unsetInFile } from '../../../src/config/change-config.ts';
import { writeConfigText } from '../../../src/config/config-file.ts';
import { loadConfig } from '../../../src/config/load-config.ts';
import { sampleSchema as schema } from './sample-settings.ts';

let folder = '';
let file = '';
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'overlingo-set-'));
  file = path.join(folder, 'overlingo.yaml');
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

const set = (name: string, text: string, profile?: string): Promise<void> =>
  setInFile({ schema, file, name, profile }, text);

describe('setting something in the file', () => {
  it('makes the file, with the schema for editors beside it', async () => {
    await set('server.port', '8080');
    expect(await readFile(file, 'utf8')).toMatch(
      /^# yaml-language-server: .*\n#.*\nversion: 1\nserver:\n {2}port: 8080\n$/u,
    );
    expect((await readdir(folder)).toSorted()).toEqual(['overlingo.schema.json', 'overlingo.yaml']);
  });

  it.each([
    ['server.lan', 'on', { server: { lan: true } }],
    ['translation.targets', 'en, fr', { translation: { targets: ['en', 'fr'] } }],
    ['translation.deepl.keyVariable', '123', { translation: { deepl: { keyVariable: '123' } } }],
    ['audio.glossary', 'words.tsv', { audio: { glossary: path.resolve('words.tsv') } }],
  ])('%s to %s', async (name, text, expected) => {
    await set(name, text);
    const { config } = await loadConfig(schema, { environment: {}, folder });
    expect(config).toMatchObject(expected);
  });

  it('sets it in a profile, which may be new', async () => {
    await writeFile(file, 'version: 1\nserver:\n  port: 1 # usual\n');
    await set('server.port', '2', 'party');
    const profiles = 'profiles:\n  party:\n    server:\n      port: 2\n';
    expect(await readFile(file, 'utf8')).toBe(`version: 1\nserver:\n  port: 1 # usual\n${profiles}`);
    expect(await unsetInFile({ schema, file, name: 'server.port', profile: 'party' })).toBe(true);
    expect(await readFile(file, 'utf8')).toBe('version: 1\nserver:\n  port: 1 # usual\n');
  });

  it.each([
    ['ends of lines of Windows', 'version: 1\r\n# words\r\nserver:\r\n  port: 1 # usual\r\n'],
    ['mark of the Windows editor at the beginning', '\ufeffversion: 1\n# words\nserver:\n  port: 1 # usual\n'],
    ['both', '\ufeffversion: 1\r\n# words\r\nserver:\r\n  port: 1 # usual\r\n'],
  ])('keeps the %s', async (_, text) => {
    await writeFile(file, text);
    await set('server.port', '2');
    expect(await readFile(file, 'utf8')).toBe(text.replace('port: 1', 'port: 2'));
    await unsetInFile({ schema, file, name: 'server.port' });
    await set('server.port', '1');
    expect((await readFile(file, 'utf8')).includes('\r\n')).toBe(text.includes('\r\n'));
    expect(await readFile(file, 'utf8')).not.toMatch(/\r\r|[^\r]\n.*\r\n|\r\n.*[^\r]\n/u);
  });

  it.each(['', ' '])('refuses the profile %j, which nobody can have', async (profile) => {
    const refused = { code: 'usage', message: 'The name of the profile is empty.' };
    await expect(set('server.port', '2', profile)).rejects.toMatchObject(refused);
    await expect(unsetInFile({ schema, file, name: 'server.port', profile })).rejects.toMatchObject(refused);
    await expect(loadConfig(schema, { environment: {}, folder, profile })).rejects.toMatchObject(refused);
    await expect(loadConfig(schema, { environment: {}, folder, file: profile })).rejects.toMatchObject({
      code: 'usage',
      message: 'The name of the configuration file is empty.',
    });
    expect(await readdir(folder)).toEqual([]);
  });

  it('loses nothing where much is set at the same time', async () => {
    const profiles = Array.from({ length: 20 }, (_, at) => `profile-${at}`);
    await Promise.all(profiles.map((profile, at) => set('server.port', String(at + 1), profile)));
    for (const [at, profile] of profiles.entries()) {
      const { config } = await loadConfig(schema, { environment: {}, folder, profile });
      expect(config.server.port).toBe(at + 1);
    }
    expect((await readdir(folder)).toSorted()).toEqual(['overlingo.schema.json', 'overlingo.yaml']);
  });

  it('changes a section that is an alias in its own place only', async () => {
    await writeFile(file, 'version: 1\nserver: &usual { port: 1 }\nprofiles:\n  party:\n    server: *usual\n');
    await set('server.port', '2', 'party');
    const before = 'version: 1\nserver: &usual { port: 1 }\nprofiles:\n  party:\n';
    expect(await readFile(file, 'utf8')).toBe(`${before}    server:\n      port: 2\n`);
  });

  it('refuses to take out what an alias needs', async () => {
    const text = 'version: 1\nserver: &usual { port: 1 }\nprofiles:\n  party:\n    server: *usual\n';
    await writeFile(file, text);
    await expect(unsetInFile({ schema, file, name: 'server.port' })).rejects.toThrow('an alias elsewhere in the file');
    expect(await readFile(file, 'utf8')).toBe(text);
  });

  it.skipIf(process.platform === 'win32')('does not put a file in the place of a pipe', async () => {
    execFileSync('mkfifo', [file]);
    await expect(writeConfigText(file, 'version: 1\n')).rejects.toThrow('which is no file');
    expect((await stat(file)).isFIFO()).toBe(true);
  });

  it.each([
    ['server.port', 'eighty', 'server.port "eighty" is not a port number.'],
    ['server.prot', '1', 'There is no setting server.prot.'],
    ['server', '1', 'There is no setting server.'],
    ['__proto__.x', '1', 'There is no setting __proto__.x.'],
  ])('refuses %s %s, and writes nothing', async (name, text, problem) => {
    await expect(set(name, text)).rejects.toThrow(problem);
    expect(await readdir(folder)).toEqual([]);
  });

  it('refuses while something else in the file is wrong, also in a profile', async () => {
    const text = 'profiles:\n  party:\n    server: {port: many}\n';
    await writeFile(file, text);
    await expect(set('server.lan', 'true')).rejects.toThrow('server.port "many" is not a port number.');
    expect(await readFile(file, 'utf8')).toBe(text);
  });

  it('tells that there is nothing to unset', async () => {
    expect(await unsetInFile({ schema, file, name: 'server.port' })).toBe(false);
    expect(await readdir(folder)).toEqual([]);
  });
});
