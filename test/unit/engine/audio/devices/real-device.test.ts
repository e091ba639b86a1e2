import { expect, it } from 'vitest';
import { isRealDevice } from '../../../../../src/engine/audio/devices/child/device-kind.ts';

it.each([
  [{ id: 'hw:0', name: 'Yeti', sampleRate: 48_000, channels: 2 }, true],
  [
    {
      id: 'null',
      name: 'Discard all samples (playback) or generate zero samples (capture)',
      sampleRate: 44_100,
      channels: 2,
    },
    false,
  ],
  [{ id: 'alsa:null', name: 'x', sampleRate: 44_100, channels: 2 }, false],
  [{ id: 'lavrate', name: 'Rate Converter Plugin', sampleRate: 0, channels: 0 }, false],
  [{ id: 'upmix', name: 'Upmix', sampleRate: 48_000, channels: 0 }, false],
])('the device %o is listed: %s', (device, isListed) => {
  expect(isRealDevice({ ...device, kind: 'input', isDefault: false })).toBe(isListed);
});
