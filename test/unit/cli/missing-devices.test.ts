import { describe, expect, it } from 'vitest';
import { missingDevices } from '../../../src/cli/missing-devices.ts';
import type { AudioDevice } from '../../../src/engine/audio/devices/audio-backend.ts';
import type { BackendListing } from '../../../src/engine/audio/devices/list-devices.ts';

function listing(...kinds: AudioDevice['kind'][]): BackendListing {
  const device = { id: 'x', name: 'x', backend: 'pulse', channels: 1, sampleRate: 48_000, isDefault: true };
  return { backend: 'pulse', availability: { available: true }, devices: kinds.map((kind) => ({ ...device, kind })) };
}

describe('missingDevices', () => {
  it('says nothing where there is one of each', () => {
    expect(missingDevices([listing('input'), listing('output', 'loopback')])).toEqual([]);
  });

  it('says what there is none of, and what to do', () => {
    const [microphone, output, loopback] = missingDevices([listing()], 'linux');
    expect(microphone?.message).toBe('No microphone was found.');
    expect(microphone?.hint).toMatch(/^Plug one in .*--input browser/u);
    expect(output?.message).toBe('No output was found.');
    expect(loopback).toMatchObject({ message: 'Nothing was found that gives what the PC plays.' });
    expect(loopback?.hint).toContain('PipeWire');
    expect(missingDevices([listing('input', 'output')], 'win32')[0]?.hint).toContain('VB-CABLE');
  });

  it('sends to the backends first, where none works', () => {
    const none: BackendListing = { backend: 'pulse', availability: { available: false, reason: 'No.' }, devices: [] };
    expect(missingDevices([none])[0]?.hint).toMatch(/^First get one of the audio backends above to work/u);
  });
});
