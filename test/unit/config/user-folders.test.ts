import { describe, expect, it } from 'vitest';
import { userFolders } from '../../../src/config/user-folders.ts';

const windows = 'C:\\Users\\ana';

describe('the folders of a user', () => {
  it.each([
    ['linux', {}, '/home/ana', '/home/ana/.config/overlingo'],
    ['linux', { XDG_CONFIG_HOME: '/data/config' }, '/home/ana', '/data/config/overlingo'],
    ['linux', { XDG_CONFIG_HOME: 'config' }, '/home/ana', '/home/ana/.config/overlingo'],
    ['darwin', { XDG_CONFIG_HOME: '/data' }, '/Users/ana', '/Users/ana/Library/Application Support/Overlingo'],
    ['win32', { APPDATA: 'D:\\Roaming' }, windows, 'D:\\Roaming\\Overlingo'],
    ['win32', {}, windows, 'C:\\Users\\ana\\AppData\\Roaming\\Overlingo'],
  ] as const)('on %s with %o: small files', (platform, env, home, folder) => {
    expect(userFolders({ platform, env, home }).config).toBe(folder);
  });

  it.each([
    ['linux', {}, '/home/ana', '/home/ana/.local/share/overlingo/translation-models'],
    ['linux', { XDG_DATA_HOME: '/data' }, '/home/ana', '/data/overlingo/translation-models'],
    ['linux', { XDG_DATA_HOME: 'data' }, '/home/ana', '/home/ana/.local/share/overlingo/translation-models'],
    ['darwin', {}, '/Users/ana', '/Users/ana/Library/Application Support/Overlingo/translation-models'],
    ['win32', { LOCALAPPDATA: 'D:\\Local' }, windows, 'D:\\Local\\Overlingo\\translation-models'],
    ['win32', {}, windows, 'C:\\Users\\ana\\AppData\\Local\\Overlingo\\translation-models'],
  ] as const)('on %s with %o: translation models', (platform, env, home, folder) => {
    const folders = userFolders({ platform, env, home });
    expect(folders.translationModels).toBe(folder);
    expect(folders.speechModels).toBe(folder.replace('translation-models', 'speech-models'));
  });

  it.each([
    ['linux', {}, '/home/ana', '/home/ana/.cache/overlingo'],
    ['linux', { XDG_CACHE_HOME: '/tmp/cache' }, '/home/ana', '/tmp/cache/overlingo'],
    ['darwin', {}, '/Users/ana', '/Users/ana/Library/Caches/Overlingo'],
    ['win32', {}, windows, 'C:\\Users\\ana\\AppData\\Local\\Overlingo\\cache'],
  ] as const)('on %s with %o: the cache', (platform, env, home, folder) => {
    expect(userFolders({ platform, env, home }).cache).toBe(folder);
  });
});
