import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { editConfig } from '../../../src/cli/edit-config.ts';
import { sampleSchema as schema } from '../config/sample-settings.ts';

// Editors of the test are lines of a shell.
describe.skipIf(process.platform === 'win32')('editConfig', () => {
  let folder = '';
  let file = '';
  beforeEach(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'overlingo edit-'));
    file = path.join(folder, 'overlingo.yaml');
    await writeFile(file, 'server: {port: 1}\n');
  });
  afterEach(async () => {
    await rm(folder, { recursive: true, force: true });
  });

  /** An editor that writes the text. */
  const edit = (text: string): Promise<string> =>
    editConfig({ schema, file, environment: { VISUAL: `printf '${text}' >`, EDITOR: 'false' } });

  it('writes what is right', async () => {
    expect(await edit('server: {port: 2} # mine\\n')).toBe(`${file} is written.`);
    expect(await readFile(file, 'utf8')).toBe('server: {port: 2} # mine\n');
    expect(await readdir(folder)).toEqual(['overlingo.yaml']);
  });

  it('keeps the draft that is wrong, says where it is wrong, and goes on with it', async () => {
    await expect(edit('server: {port: many}\\n')).rejects.toThrow(
      `${file}.draft, line 1, column 10: server.port "many" is not a port number.`,
    );
    expect(await readFile(file, 'utf8')).toBe('server: {port: 1}\n');
    await editConfig({ schema, file, environment: { EDITOR: 'sed -i.old s/many/3/' } });
    expect(await readFile(file, 'utf8')).toBe('server: {port: 3}\n');
  });

  it('says that nothing has changed', async () => {
    expect(await editConfig({ schema, file, environment: { EDITOR: 'true' } })).toBe('Nothing has changed.');
    expect(await readdir(folder)).toEqual(['overlingo.yaml']);
  });

  it('tells of an editor that fails', async () => {
    const environment = { EDITOR: 'false' };
    await expect(editConfig({ schema, file, environment })).rejects.toThrow('The editor "false" ended with an error');
  });

  it('leaves no draft where the editor fails before it has saved anything', async () => {
    await expect(editConfig({ schema, file, environment: { EDITOR: 'false' } })).rejects.toThrow();
    expect(await readdir(folder)).toEqual(['overlingo.yaml']);
  });

  it('says that nothing has changed where the editor takes the draft away', async () => {
    expect(await editConfig({ schema, file, environment: { EDITOR: 'rm' } })).toBe('Nothing has changed.');
    expect(await readFile(file, 'utf8')).toBe('server: {port: 1}\n');
  });

  it('does not put an old draft over what was written into the file since', async () => {
    await expect(edit('server: {port: many}\n')).rejects.toThrow();
    await writeFile(file, 'server: {port: 9}\n');
    await utimes(`${file}.draft`, 1, 1);
    await expect(edit('server: {port: 3}\n')).rejects.toThrow('was changed elsewhere since the draft was begun');
    expect(await readFile(file, 'utf8')).toBe('server: {port: 9}\n');
  });

  it('does not overwrite what was written while the editor was open', async () => {
    const environment = { EDITOR: `printf 'server: {port: 7}\n' > "${file}"; printf 'server: {port: 3}\n' >` };
    await expect(editConfig({ schema, file, environment })).rejects.toThrow(
      'was changed elsewhere since the draft was begun',
    );
    expect(await readFile(file, 'utf8')).toBe('server: {port: 7}\n');
  });

  it('does not take a file that is not UTF-8 for an empty one, or spoil it', async () => {
    const latin = Buffer.from('translation: {title: "caf\u00e9"}\n', 'latin1');
    await writeFile(file, latin);
    await expect(edit('server: {port: 3}\n')).rejects.toThrow('is not text in UTF-8');
    expect(await readFile(file)).toEqual(latin);
  });

  it('begins a new file', async () => {
    await rm(file);
    await editConfig({ schema, file, environment: { EDITOR: "printf 'server: {port: 5}\\n' >>" } });
    expect(await readFile(file, 'utf8')).toMatch(/version: 1\nserver: \{port: 5\}\n$/u);
  });
});
