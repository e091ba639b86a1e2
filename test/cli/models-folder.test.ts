import { expect, it } from 'vitest';
import { translationModelsFolder } from '../../src/cli/models-folder.ts';

it.each([
  ['linux', {}, '/home/ana', '/home/ana/.local/share/overlingo/translation-models'],
  ['linux', { XDG_DATA_HOME: '/data' }, '/home/ana', '/data/overlingo/translation-models'],
  ['linux', { XDG_DATA_HOME: 'data' }, '/home/ana', '/home/ana/.local/share/overlingo/translation-models'],
  ['darwin', {}, '/Users/ana', '/Users/ana/Library/Application Support/Overlingo/translation-models'],
  ['win32', { LOCALAPPDATA: 'D:\\Local' }, 'C:\\Users\\ana', 'D:\\Local\\Overlingo\\translation-models'],
  ['win32', {}, 'C:\\Users\\ana', 'C:\\Users\\ana\\AppData\\Local\\Overlingo\\translation-models'],
] as const)('translation models on %s with %o are where the system wants them', (platform, env, home, folder) => {
  expect(translationModelsFolder({ platform, env, home })).toBe(folder);
});
