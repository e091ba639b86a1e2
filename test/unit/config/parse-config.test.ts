import { describe, expect, it } from 'vitest';
import { changedSettings } from '../../../src/config/changed-settings.ts';
import { parseConfig } from '../../../src/config/parse-config.ts';
import { configSchema, type ConfigInput } from '../../../src/config/schema.ts';
import { settingsIn } from '../../../src/config/setting-tree.ts';

function notOpened(): never {
  throw new Error('It is not opened.');
}

describe('parseConfig', () => {
  it('takes inputs as texts and as mappings', () => {
    const inputs = [
      'mic:Yeti,as=Ana,language=es+en',
      { kind: 'mic', name: 'Yeti', as: 'Ana', language: 'es,en' },
    ] as const;
    const { audio } = parseConfig({ audio: { inputs: [...inputs] } });
    expect(audio.inputs).toHaveLength(2);
    expect(audio.inputs[1]).toEqual(audio.inputs[0]);
    expect(parseConfig({ audio: { inputs: [{ kind: 'mic', gain: -3, gate: 'auto', denoise: true }] } })).toMatchObject({
      audio: { inputs: [{ kind: 'mic', gain: -3, gate: 'auto', denoise: true }] },
    });
  });

  it.each([
    [{ sever: {} }, 'sever is no setting; the nearest is server.'],
    [
      { translation: { llm: { modle: 'x' } } },
      'translation.llm.modle is no setting; the nearest is translation.llm.model.',
    ],
    [{ server: { port: 'eighty' } }, 'server.port "eighty" is not a port number.'],
    [{ audio: { inputs: ['tape'] } }, 'audio.inputs "tape" is not file:PATH'],
    [{ audio: { inputs: [{ kind: 'file' }] } }, 'audio.inputs names no file: write file:PATH.'],
    [{ audio: { inputs: [{ kind: 'mic', gain: 99 }] } }, 'audio.inputs has a gain that is not between -40 and 40 dB.'],
    [{ overlay: { theme: '../x' } }, 'overlay.theme "../x" is not the name of a theme.'],
    [{ overlay: { size: 5 } }, 'overlay.size "5" is not between 12 and 200.'],
  ])('says what is wrong with %o', (input, problem) => {
    expect(() => parseConfig(input as never)).toThrow(problem);
  });
});

describe('changedSettings', () => {
  it('tells what takes effect now and what later, and gives what is in effect', () => {
    const before = parseConfig({ server: { port: 1, maxLag: 3 } });
    const after = parseConfig({ server: { port: 2, maxLag: 5 }, translation: { budget: { deepl: 5 } } });
    const { effective, live, atNextStart } = changedSettings(settingsIn(configSchema), before, after);
    expect(live).toEqual(['translation.budget', 'server.maxLag']);
    expect(atNextStart).toEqual(['server.port']);
    expect(effective.server).toMatchObject({ port: 1, maxLag: 5 });
    expect(before.server.maxLag).toBe(3);
  });

  it('hides the password of an address that is wrong', () => {
    const input = { translation: { deepl: { url: 'http://ana:secret@host:99999' } } };
    expect(() => parseConfig(input)).toThrow('translation.deepl.url "http://…@host:99999" is not an address');
  });

  it.each(['', 'a,b c', '__proto__', 'Loud'])('refuses definitions called %j', (name) => {
    const added = { audioBackends: [{ name, open: notOpened, probe: notOpened }] };
    expect(() => parseConfig({}, added)).toThrow(/^The name ".*" of an audio backend is not in kebab case\.$/u);
  });
});

describe('a list of inputs without an end', () => {
  it('is refused in one short sentence', () => {
    const inputs = Array.from({ length: 30_000 }, () => 'mic');
    const refused = (): unknown => parseConfig({ audio: { inputs } });
    expect(refused).toThrow(/^audio\.inputs "mic,.{0,200}…" has more than 32 inputs\.$/u);
  });

  it('refuses a name that objects have something of their own behind, which would be lost', () => {
    const given = JSON.parse('{"obs":{"scenes":{"Game":{"languages":{"__proto__":"en"}}}}}') as ConfigInput;
    expect(() => parseConfig(given)).toThrow('obs.scenes.Game.languages.__proto__ is a name that nothing can have');
    expect(parseConfig({ obs: { scenes: { constructor: { inputs: ['mic'] } } } }).obs.scenes).toHaveProperty(
      'constructor',
    );
  });
});
