import type { StatusNotice } from '../../../protocol/status.ts';
import type { EngineError } from '../../errors.ts';
import { notice } from '../../pipeline/notice.ts';
import type { AudioDevice } from './audio-backend.ts';
import type { LevelFinding } from './level-watch.ts';

/** Told when captions begin, so that the user sees which device and which backend it is. */
export function captureStarted(device: AudioDevice, reason: string): StatusNotice {
  return notice('capture', {
    level: 'info',
    code: 'capture-started',
    message: `Listening to ${device.name}. ${reason}`,
  });
}

export function captureLost(device: AudioDevice, error: EngineError | undefined): StatusNotice {
  const message = error?.message ?? `The sound device ${device.name} is not there any more.`;
  const hint = 'Captions go on by themselves as soon as it is back.';
  return notice('capture', { level: 'error', code: 'device-lost', message, hint });
}

/** @param lostMs how much sound was not heard, in milliseconds. */
export function captureRecovered(device: AudioDevice, lostMs: number): StatusNotice {
  const message = `Sound comes from ${device.name} again; ${(lostMs / 1000).toFixed(1)} s were not heard.`;
  return notice('capture', { level: 'info', code: 'device-recovered', message });
}

/** Told when the default device is another one now. */
export function captureMoved(device: AudioDevice): StatusNotice {
  return notice('capture', { level: 'info', code: 'device-changed', message: `Listening to ${device.name} now.` });
}

/** What is wrong with the sound itself. */
export function soundFault(device: AudioDevice, finding: LevelFinding): StatusNotice {
  const { name } = device;
  switch (finding.type) {
    case 'no-sound':
      return notice('capture', {
        level: 'warning',
        code: 'no-sound',
        message: `No sound has come from ${name} for ${finding.seconds} s.`,
        hint: 'Check that it is not muted, and that it is the right device: overlingo devices --meter shows levels.',
      });
    case 'too-quiet':
      return notice('capture', {
        level: 'warning',
        code: 'too-quiet',
        message: `${name} is very quiet: speech peaks near ${Math.round(finding.decibels)} dB.`,
        hint: 'Turn up its level in the system, or move closer.',
      });
    case 'clipping':
      return notice('capture', {
        level: 'warning',
        code: 'clipping',
        message: `${name} is too loud: its sound is cut off at full scale.`,
        hint: 'Turn down its level in the system or at the device.',
      });
    case 'one-channel':
      return notice('capture', {
        level: 'warning',
        code: 'one-channel',
        message: `Only channel ${finding.liveChannel} of ${name} carries sound.`,
        hint: `Write ,channel=${finding.liveChannel} after the input: mixed with a silent one, speech is only half as loud.`,
      });
  }
}
