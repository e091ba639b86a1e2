import { expect, it } from 'vitest';
import { dataFolder } from '../../src/cli/data-folder.ts';

it.each([
  ['linux', {}, '/home/ana', '/home/ana/.config/overlingo'],
  ['linux', { XDG_CONFIG_HOME: '/data/config' }, '/home/ana', '/data/config/overlingo'],
  ['linux', { XDG_CONFIG_HOME: 'config' }, '/home/ana', '/home/ana/.config/overlingo'],
  ['darwin', { XDG_CONFIG_HOME: '/data' }, '/Users/ana', '/Users/ana/Library/Application Support/Overlingo'],
  ['win32', { APPDATA: 'D:\\Roaming' }, 'C:\\Users\\ana', 'D:\\Roaming\\Overlingo'],
  ['win32', {}, 'C:\\Users\\ana', 'C:\\Users\\ana\\AppData\\Roaming\\Overlingo'],
] as const)('the data folder on %s with %o is where the system wants it', (platform, env, home, folder) => {
  expect(dataFolder({ platform, env, home })).toBe(folder);
});
