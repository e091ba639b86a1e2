import { describe, expect, it } from 'vitest';
import type { EngineError } from '../../../../../src/engine/errors.ts';
import { chooseBackend } from '../../../../../src/engine/audio/devices/choose-backend.ts';
import { kindOfInput } from '../../../../../src/engine/audio/devices/child/device-kind.ts';
import { findDevice } from '../../../../../src/engine/audio/devices/find-device.ts';
import { device, ScriptedBackend } from '../../../../support/audio/scripted-backend.ts';

const yeti = device({ name: 'Blue Yeti', id: 'usb-1' });
const webcam = device({ name: 'Webcam Microphone', id: 'usb-2', isDefault: true });
const twin = device({ name: 'Blue Yeti', id: 'usb-3' });
const mixer = device({ name: 'yeti mixer' });
const monitor = device({ name: 'Monitor of Speakers', kind: 'loopback', isDefault: true });
const speakers = device({ name: 'Speakers', kind: 'output', isDefault: true });
const all = [yeti, webcam, mixer, monitor, speakers];

function failure(find: () => unknown): EngineError {
  try {
    find();
  } catch (error) {
    return error as EngineError;
  }
  throw new Error('It was found.');
}

describe('findDevice', () => {
  it.each([
    ['the default where no name is given', undefined, webcam],
    ['a whole name', 'Blue Yeti', yeti],
    ['a name in other case', 'blue yeti', yeti],
    ['a part of a name', 'webcam', webcam],
    ['an id', 'usb-1', yeti],
    ['a whole name before parts of names', 'YETI MIXER', mixer],
    ['a loopback by its name', 'monitor of', monitor],
  ])('takes %s', (_, name, expected) => {
    expect(findDevice(all, { kind: 'input', name })).toBe(expected);
  });

  it('takes the monitor of the default output for what the PC plays', () => {
    expect(findDevice(all, { kind: 'loopback' })).toBe(monitor);
  });

  it('names the candidates where several fit, and the ids where their names are the same', () => {
    expect(() => findDevice(all, { kind: 'input', name: 'yeti' })).toThrow(
      expect.objectContaining({
        code: 'usage',
        message: expect.stringContaining('Blue Yeti, yeti mixer') as string,
      }) as Error,
    );
    expect(() => findDevice([yeti, twin], { kind: 'input', name: 'Blue Yeti' })).toThrow(/usb-1.*usb-3/u);
  });

  it('says what there is where nothing fits, and never takes an output', () => {
    expect(() => findDevice(all, { kind: 'input', name: 'Speakers!' })).toThrow(
      expect.objectContaining({
        code: 'device-missing',
        hint: expect.stringContaining('Blue Yeti') as string,
      }) as Error,
    );
    expect(() => findDevice([speakers], { kind: 'input' })).toThrow('There is no microphone.');
  });

  it.each([
    ['win32', /VB-CABLE/u],
    ['darwin', /BlackHole/u],
  ] as const)('says what to install for loopback on %s', (platform, hint) => {
    const missing = failure(() => findDevice([yeti], { kind: 'loopback' }, platform));
    expect(missing.code).toBe('device-missing');
    expect(missing.hint).toMatch(hint);
  });
});

describe('kindOfInput', () => {
  it.each(['Monitor of Speakers', 'CABLE Output (VB-Audio Virtual Cable)', 'Stereo Mix (Realtek)', 'BlackHole 2ch'])(
    'knows %s for a loopback',
    (name) => expect(kindOfInput(name)).toBe('loopback'),
  );

  it.each(['Blue Yeti', 'Microphone (CABLE-XLR)', 'MacBook Pro Microphone', 'Line In'])(
    'takes %s for an input',
    (name) => expect(kindOfInput(name)).toBe('input'),
  );
});

describe('chooseBackend', () => {
  it('takes the first that works and says why', async () => {
    const broken = new ScriptedBackend();
    broken.answer = { available: false, reason: 'No sound server answers.', hint: 'Start one.' };
    const working = new ScriptedBackend();
    const { backend, reason } = await chooseBackend([broken, working]);
    expect(backend).toBe(working);
    expect(reason).toBe(
      'Sound devices are reached through pulse. pulse is the first that works here. No sound server answers.',
    );
    await expect(chooseBackend([broken], 'pulse')).rejects.toMatchObject({
      code: 'backend-unavailable',
      message: 'Sound devices cannot be reached by pulse. No sound server answers.',
      hint: 'Start one.',
    });
  });
});
