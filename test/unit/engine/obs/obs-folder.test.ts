import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EngineError } from '../../../../src/engine/errors.ts';
import { explained, locateObs } from '../../../../src/engine/obs/locate-obs.ts';
import { obsFolders, readKeptServer } from '../../../../src/engine/obs/obs-folder.ts';
import { obsSettings } from '../../../../src/engine/obs/settings.ts';

let home = '';
let folder = '';

beforeEach(async () => {
  home = await mkdtemp(path.join(os.tmpdir(), 'overlingo-obs-folder-'));
  folder = path.join(home, 'obs-studio');
});

afterEach(() => rm(home, { recursive: true, force: true }));

async function put(name: string, text: string): Promise<void> {
  const file = path.join(folder, name);
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, text);
}

const NEWER = 'plugin_config/obs-websocket/config.json';
const kept = (change: object = {}): string =>
  JSON.stringify({ server_enabled: true, server_port: 4455, auth_required: true, server_password: 'a=b c', ...change });

describe('the folder of OBS', () => {
  it.each([
    ['linux', {}, '/home/ana', '/home/ana/.config/obs-studio'],
    ['linux', { XDG_CONFIG_HOME: '/etc/ana' }, '/home/ana', '/etc/ana/obs-studio'],
    ['linux', { XDG_CONFIG_HOME: 'relative' }, '/home/ana', '/home/ana/.config/obs-studio'],
    ['darwin', {}, '/Users/ana', '/Users/ana/Library/Application Support/obs-studio'],
    ['win32', { APPDATA: 'C:\\Users\\ana\\R' }, 'C:\\Users\\ana', 'C:\\Users\\ana\\R\\obs-studio'],
    ['win32', {}, 'C:\\Users\\ana', 'C:\\Users\\ana\\AppData\\Roaming\\obs-studio'],
  ] as const)('is on %s with %j of %s in %s', (platform, environment, user, first) => {
    expect(obsFolders({ platform, environment, home: user })[0]).toBe(first);
  });

  it('is also that of Flatpak', () => {
    expect(obsFolders({ platform: 'linux', environment: {}, home: '/home/ana' })[1]).toBe(
      '/home/ana/.var/app/com.obsproject.Studio/config/obs-studio',
    );
  });

  it('has the password of newer versions', async () => {
    await put(NEWER, kept());
    await put('global.ini', '[OBSWebSocket]\nServerEnabled=false\nServerPassword=old\n');
    expect(await readKeptServer([path.join(home, 'none'), folder])).toEqual({
      file: path.join(folder, NEWER),
      enabled: true,
      port: 4455,
      password: 'a=b c',
    });
  });

  it('has the password of older versions', async () => {
    const section = '[OBSWebSocket]\r\nServerEnabled=true\r\nServerPort=4444\r\nServerPassword=a=b c\r\n';
    await put('global.ini', `[General]\nName=x\n\n${section}\n[Other]\nServerPort=1\n`);
    expect(await readKeptServer([folder])).toMatchObject({ enabled: true, port: 4444, password: 'a=b c' });
  });

  it.each(['a[b', '[General]', '#;='])('has the password %s of older versions', async (password) => {
    await put('global.ini', `[OBSWebSocket]\nServerPassword=${password}\nServerEnabled=true\n[Other]\nServerPort=1\n`);
    expect(await readKeptServer([folder])).toMatchObject({ enabled: true, port: undefined, password });
  });

  it.skipIf(process.platform === 'win32')(
    'has nothing in a pipe, and nothing in a file that OBS never made',
    async () => {
      await put(NEWER, kept({ more: 'x'.repeat(10_000_000) }));
      execFileSync('mkfifo', [path.join(folder, 'global.ini')]);
      expect(await readKeptServer([folder])).toBeUndefined();
    },
  );

  it('has no password where OBS asks for none', async () => {
    await put(NEWER, kept({ auth_required: false }));
    expect((await readKeptServer([folder]))?.password).toBeUndefined();
  });

  it.each([['{'], ['[]'], ['{"server_enabled":1}'], ['']])('has nothing where %j was kept', async (text) => {
    await put(NEWER, text);
    expect(await readKeptServer([folder])).toBeUndefined();
  });
});

describe('the password', () => {
  const settings = (change: object): ReturnType<typeof obsSettings.parse> => obsSettings.parse(change);

  it('is that of the environment, else, where it is allowed, that of OBS', async () => {
    await put(NEWER, kept());
    const environment = { XDG_CONFIG_HOME: home, APPDATA: home };
    const read = settings({ readPassword: true });
    if (process.platform !== 'darwin') {
      expect((await locateObs(read, environment)).password).toBe('a=b c');
      expect((await locateObs(read, { ...environment, OVERLINGO_OBS_PASSWORD: 'mine ' })).password).toBe('mine');
    }
    expect((await locateObs(settings({}), environment)).password).toBeUndefined();
    expect((await locateObs(settings({ readPassword: true, host: '10.0.0.4' }), environment)).password).toBeUndefined();
  });

  it('stands in no sentence', async () => {
    const place = await locateObs(settings({ passwordVariable: 'MY_OBS' }), { MY_OBS: 'planted-1' });
    expect(`${place.passwordHint} ${place.passwordFrom ?? ''}`).not.toContain('planted-1');
    expect(place.passwordFrom).toContain('MY_OBS');
  });
});

describe('why OBS cannot be reached', () => {
  const fault = new EngineError('obs-unreachable', 'Nothing answers.', { hint: 'Start it.', retryable: true });
  const place = { address: 'ws://127.0.0.1:4455', passwordHint: '', password: undefined };

  it.each([
    [{ enabled: false, port: 4455 }, 'its WebSocket server is off'],
    [{ enabled: true, port: 4460 }, 'it listens on port 4460'],
    [{ enabled: true, port: 4455 }, 'Start it.'],
  ])('is told by what OBS keeps: %j', (server, says) => {
    const told = explained(fault, { ...place, kept: { file: '', password: undefined, ...server } });
    expect(told.hint).toContain(says);
    expect(told).toMatchObject({ message: 'Nothing answers.', retryable: true });
  });
});
