import { describe, it } from 'vitest';
import type { BuiltInBackend } from '../../../src/engine/audio/devices/built-in-backends.ts';
import { missingLibrary } from '../../../src/engine/audio/devices/native/missing-library.ts';
import { describeAudioBackend } from '../../contract/audio-backend-contract.ts';
import { virtualAudioMissing, type VirtualAudio } from '../../support/virtual-audio.ts';
import { DEVICES } from '../../support/virtual-audio-config.ts';
import { virtualBackends } from '../../support/audio/capture-run.ts';

const backend = (name: BuiltInBackend) => (audio: VirtualAudio) =>
  virtualBackends(audio).find((candidate) => candidate.name === name)!;

const SUBJECTS = {
  pulse: {
    microphone: DEVICES.mic.description,
    loopback: DEVICES.monitor.description,
    speakers: DEVICES.speakers.description,
  },
  naudiodon: { microphone: 'va_mic', loopback: 'va_loopback', speakers: 'va_speakers' },
  decibri: {
    microphone: DEVICES.mic.description,
    loopback: DEVICES.monitor.description,
    speakers: DEVICES.speakers.description,
  },
};

for (const name of ['pulse', 'naudiodon', 'decibri'] as const) {
  const missing = virtualAudioMissing() ?? (name === 'pulse' ? undefined : missingLibrary(name)?.hint);
  const title = `the ${name} backend`;
  if (missing === undefined) describeAudioBackend(title, { ...SUBJECTS[name], create: backend(name) });
  else describe.skip(`${title} (${missing})`, () => it('runs', () => undefined));
}
