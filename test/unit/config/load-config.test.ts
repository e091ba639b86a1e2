import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ConfigSources } from '../../../src/config/load-config.ts';
import { readConfigFile } from '../../../src/config/config-file.ts';
import { loadConfig } from '../../../src/config/load-config.ts';
import { describeOrigin, type GivenValue } from '../../../src/config/given-value.ts';
import { settingsIn, valueFromText } from '../../../src/config/setting-tree.ts';
import { EngineError } from '../../../src/engine/errors.ts';
import { configSchema } from '../../../src/config/schema.ts';
import { sampleSchema } from './sample-settings.ts';

let folder = '';
let file = '';
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'overlingo-config-'));
  file = path.join(folder, 'overlingo.yaml');
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

function flag(name: string, text: string): GivenValue {
  const setting = settingsIn(sampleSchema).find((known) => known.name === name)!;
  const origin = { type: 'flag', flag: `--${setting.info.flag ?? ''}`, text } as const;
  return { setting, value: valueFromText(setting, text), origin };
}

const load = (sources: Partial<ConfigSources> = {}) =>
  loadConfig(sampleSchema, { environment: {}, folder, ...sources });

async function problemOf(text: string | Uint8Array, sources: Partial<ConfigSources> = {}): Promise<string> {
  await writeFile(file, text);
  try {
    await load(sources);
  } catch (error) {
    if (error instanceof EngineError) return `${error.message} ${error.hint ?? ''}`.replaceAll(file, 'FILE');
    throw error;
  }
  return '';
}

describe('loadConfig', () => {
  it('has the defaults where nobody says anything', async () => {
    const { config, values } = await load();
    expect(config).toMatchObject({ server: { port: 7474, lan: false }, translation: { targets: [] } });
    expect(values.size).toBe(0);
  });

  it('takes options before the environment, that before the profile, that before the file', async () => {
    await writeFile(
      file,
      [
        'version: 1',
        'server: {port: 1, lan: true, maxLag: 2}',
        'translation:',
        '  targets: [en, fr]',
        'profiles:',
        '  party:',
        '    server: {port: 2, maxLag: 3}',
        '    translation: {targets: [es]}',
      ].join('\n'),
    );
    const { config, values } = await load({
      profile: 'party',
      environment: { OVERLINGO_SERVER_PORT: '3', OVERLINGO_SERVER_MAX_LAG: '5', OVERLINGO_SERVER_LAN: '' },
      flags: [flag('server.port', '4')],
    });
    expect(config.server).toEqual({ port: 4, lan: true, maxLag: 5 });
    expect(config.translation.targets).toEqual(['es']);
    const origins = [...values].map(([name, { origin }]) => `${name} ${describeOrigin(origin).replace(file, 'FILE')}`);
    expect(origins.toSorted()).toEqual([
      'server.lan FILE:2',
      'server.maxLag variable OVERLINGO_SERVER_MAX_LAG',
      'server.port --port',
      'translation.targets FILE:8 (profile party)',
    ]);
  });

  it('takes the file and the profile that variables name', async () => {
    const other = path.join(folder, 'other.yaml');
    await writeFile(other, 'version: 1\nprofiles:\n  party:\n    server: {port: 9}\n');
    const environment = { OVERLINGO_CONFIG: other, OVERLINGO_PROFILE: 'party', OVERLINGO_TOKEN: 'of programs' };
    expect((await load({ environment })).config.server.port).toBe(9);
  });

  it('counts paths in the file from its folder', async () => {
    await writeFile(file, 'audio:\n  glossary: words.tsv\n');
    expect((await load()).config.audio.glossary).toBe(path.join(folder, 'words.tsv'));
  });

  it.each([
    ['', 'an empty file'],
    ['# nothing yet\n', 'comments'],
    ['\ufeffserver:\n  port: 7474\n', 'a mark of the byte order'],
    ['server:\n  port:\n', 'a setting with nothing behind it'],
    ['server:\r\n  port: 7474\r\n', 'ends of lines of Windows'],
    ['server:\n  # port: 1\n', 'a section without settings'],
    ['a: &a 1\n', 'anchors', 'FILE, line 1, column 1: a is no setting'],
  ])('reads %j: %s', async (text, _what, problem = '') => {
    expect(await problemOf(text)).toContain(problem);
    if (problem === '') expect((await load()).config.server.port).toBe(7474);
  });

  it.each([
    ['server:\n  port: eighty\n', 'FILE, line 2, column 3: server.port "eighty" is not a port number. Correct it'],
    ['server:\n  port: -1\n', 'FILE, line 2, column 3: server.port "-1" is below 0.'],
    ['server:\n  prot: 1\n', 'FILE, line 2, column 3: server.prot is no setting; the nearest is server.port.'],
    ['sever: {}\n', 'FILE, line 1, column 1: sever is no setting; the nearest is server.'],
    ['maxLag: 3\n', 'FILE, line 1, column 1: maxLag is no setting; there is server.maxLag.'],
    ['quux: 3\n', 'FILE, line 1, column 1: quux is no setting. '],
    ['server: 7474\n', 'FILE, line 1, column 1: server is not a mapping; write its settings below it, such as'],
    ['server: [1]\n', 'FILE, line 1, column 1: server is not a mapping'],
    [
      'translation:\n  targets: [en, eng]\n',
      'FILE, line 2, column 17: translation.targets "eng" is not a language tag.',
    ],
    ['audio:\n  inputs:\n    - {kind: tape}\n', 'FILE, line 3, column 8: audio.inputs.kind "tape" is not mic or file.'],
    ['audio:\n  inputs:\n    - {kind: mic, gain: much}\n', 'column 19: audio.inputs.gain "much" is not a number.'],
    ['audio:\n  inputs:\n    - {kind: mic, gian: 1}\n', 'line 3, column 7: audio.inputs has no "gian".'],
    ['- 1\n', 'FILE, line 1, column 1: the file is not a mapping; write settings'],
    ['hello\n', 'FILE, line 1, column 1: the file is not a mapping'],
    ['server:\n\tport: 1\n', 'FILE, line 2, column 1: this line is indented with a tab; use spaces.'],
    ['server: {}\nserver: {}\n', 'FILE, line 2, column 1: this name appears twice in its section; remove one.'],
    ['a: "open\n', 'this is not valid YAML (Missing closing "quote).'],
    ['server: {}\n---\nserver: {}\n', 'the file holds several documents'],
    ['server: !secret x\n', 'FILE, line 1, column 9: this is not valid YAML (Unresolved tag: !secret).'],
    ['server: *port\n', 'FILE cannot be used: an alias has no anchor before it.'],
    [`a: ${'['.repeat(40)}${']'.repeat(40)}\n`, 'FILE, line 1, column 1: lists and mappings are nested too deeply.'],
    [
      'version: 2\n',
      'FILE, line 1, column 1: the file has version 2, and this Overlingo knows versions up to 1. Update',
    ],
    ['version: new\n', 'FILE, line 1, column 1: version is not a whole number. Write version: 1.'],
    ['version: 1\nprofiles: 3\n', 'line 2, column 1: profiles is not a mapping of profiles by their names'],
    ['__proto__: {port: 1}\n', '__proto__ is no setting'],
    [Uint8Array.of(0xff, 0xfe, 0, 1), 'FILE is not text in UTF-8.'],
    ['#'.repeat(1_000_001), 'FILE is 1.0 MB large, far too large for a configuration.'],
  ])('says in one sentence what is wrong with %j', async (text, problem) => {
    expect(await problemOf(text)).toContain(problem);
  });

  it('refuses aliases that unfold to very much', async () => {
    const lines = ['a0: &a0 [x, x, x, x, x, x, x, x, x]'];
    for (let n = 1; n < 9; n += 1)
      lines.push(`a${n}: &a${n} [${Array.from({ length: 9 }, () => `*a${n - 1}`).join(', ')}]`);
    expect(await problemOf(lines.join('\n'))).toContain('FILE cannot be used: it has too many aliases.');
  });

  it.each([
    [{ OVERLINGO_SERVER_PORT: 'eighty' }, 'OVERLINGO_SERVER_PORT "eighty" is not a port number.'],
    [{ OVERLINGO_SERVER_LAN: 'perhaps' }, 'OVERLINGO_SERVER_LAN "perhaps" is not true or false.'],
    [{ OVERLINGO_SERVR_PORT: '1' }, 'OVERLINGO_SERVR_PORT is no setting; the nearest is OVERLINGO_SERVER_PORT.'],
    [{ OVERLINGO_PROFILE: 'party' }, 'There is no profile "party" in FILE. It has work.'],
  ])('says what is wrong with the environment %o', async (environment, problem) => {
    expect(await problemOf('profiles:\n  work: {}\n', { environment })).toContain(problem);
  });

  it('lets a variable with a key have any name', async () => {
    const environment = { OVERLINGO_TRANSLATION_DEEPL_KEY_VARIABLE: 'OVERLINGO_MY_KEY', OVERLINGO_MY_KEY: 'secret' };
    expect((await load({ environment })).config.translation.deepl.keyVariable).toBe('OVERLINGO_MY_KEY');
  });

  it('says which option is wrong', async () => {
    const flags = [flag('server.port', 'eighty')];
    await expect(load({ flags })).rejects.toMatchObject({
      code: 'usage',
      message: '--port "eighty" is not a port number.',
    });
  });

  it('wants a file that was named to be there', async () => {
    await expect(load({ file: path.join(folder, 'nowhere.yaml') })).rejects.toThrow(/There is no configuration file/u);
  });

  it('refuses a folder', async () => {
    await mkdir(file);
    await expect(load()).rejects.toThrow(`The configuration file ${file} is a folder.`);
  });

  it.skipIf(process.platform === 'win32' || process.getuid?.() === 0)('tells that it may not read', async () => {
    await writeFile(file, '');
    await chmod(file, 0);
    await expect(load()).rejects.toThrow('cannot be read (EACCES)');
  });
});

describe.skipIf(process.platform !== 'linux')('readConfigFile', () => {
  it.each(['/proc/self/environ', '/proc/self/status', '/sys/kernel/uevent_seqnum'])(
    'refuses what the system makes up while it is read, such as %s, some of which never ends',
    async (file) => {
      await expect(readConfigFile(file)).rejects.toMatchObject({
        code: 'config-invalid',
        message: `The configuration file ${file} is not a file on a disk, but what the system tells about itself.`,
      });
    },
  );

  it('tells of a name that nothing can have by its place', async () => {
    await writeFile(file, 'obs:\n  scenes:\n    Game: {inputs: [mic]}\n    __proto__: {inputs: [browser]}\n');
    await expect(loadConfig(configSchema, { environment: {}, folder })).rejects.toThrow(
      `${file}, line 4, column 5: obs.scenes.__proto__ is a name that nothing can have; choose another one.`,
    );
  });
});
