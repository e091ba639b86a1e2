import type { AudioBackendDefinition } from '../../../src/engine/audio/devices/backend-definition.ts';
import { deviceMissing } from '../../../src/engine/audio/devices/device-errors.ts';
import { device } from './scripted-backend.ts';

/** A way to sound devices as a stranger adds one: a microphone at which somebody says `sound` (16 kHz), once. */
export function dummyBackend(sound: Float32Array): AudioBackendDefinition {
  return {
    name: 'dummy',
    open: ({ clock }) => ({
      name: 'dummy',
      availability: () => Promise.resolve({ available: true }),
      devices: () => Promise.resolve([device({ name: 'Desk', backend: 'dummy', isDefault: true })]),
      async *changes() {
        // Nothing is ever plugged in or out.
      },
      capture: ({ sampleRate, channels }) =>
        Promise.resolve({
          format: { sampleRate, channels },
          pid: undefined,
          async *chunks(signal) {
            for (let start = 0; start < sound.length && !signal.aborted; start += 320) {
              await clock.sleep(20, signal);
              yield { samples: sound.slice(start, start + 320), capturedAtMs: clock.nowMs() };
            }
          },
          isDeviceGone: () => Promise.resolve(false),
        }),
      playback: ({ name }) => Promise.reject(deviceMissing(name, '')),
    }),
    probe: () => Promise.resolve({ available: true }),
  };
}
