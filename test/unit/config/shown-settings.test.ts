import { describe, expect, it } from 'vitest';
import { settingsIn } from '../../../src/config/setting-tree.ts';
import { nestedSettings, shownSettings } from '../../../src/config/shown-settings.ts';
import { sampleSchema } from './sample-settings.ts';

const settings = settingsIn(sampleSchema);
const [port] = settings;

describe('settings as they are shown', () => {
  it('have their defaults, and where others come from', () => {
    const origin = { type: 'flag', flag: '--port', text: '1' } as const;
    const shown = shownSettings(settings, new Map([['server.port', { setting: port!, value: 1, origin }]]));
    expect(shown[0]).toMatchObject({ name: 'server.port', value: 1, origin: '--port' });
    expect(shown[2]).toMatchObject({ name: 'server.maxLag', value: 4, origin: 'default' });
    expect(nestedSettings(shown)).toEqual({
      server: { port: 1, lan: false, maxLag: 4 },
      translation: { targets: [], deepl: { keyVariable: 'DEEPL_API_KEY' } },
      audio: { inputs: [] },
    });
  });

  it('hold no password of an address', () => {
    const value = ['https://ana:secret@host/v1', { url: 'http://key@other:1/' }];
    const origin = { type: 'caller' } as const;
    const [shown] = shownSettings(settings, new Map([['server.port', { setting: port!, value, origin }]]));
    expect(shown?.value).toEqual(['https://…@host/v1', { url: 'http://…@other:1/' }]);
  });
});
