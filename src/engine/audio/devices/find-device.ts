import { EngineError } from '../../errors.ts';
import type { AudioDevice } from './audio-backend.ts';
import { deviceMissing } from './device-errors.ts';

/** Which device the user wants. */
export interface WantedDevice {
  readonly kind: AudioDevice['kind'];
  /** Name, part of a name or id; the default device where it is not given. */
  readonly name?: string | undefined;
}

const KIND_WORDS: Record<AudioDevice['kind'], string> = {
  input: 'microphone',
  output: 'output',
  loopback: 'device that gives what the PC plays',
};

/** How people install a loopback where the system has none. */
const LOOPBACK_HELP: Partial<Record<NodeJS.Platform, string>> = {
  win32: 'Install VB-CABLE (vb-audio.com/Cable), play into "CABLE Input", and listen to "CABLE Output" in Windows.',
  darwin: 'Install BlackHole 2ch (existential.audio/blackhole), and play into a multi-output device with it.',
};

/**
 * The device that is wanted. A name fits in the order: as it is, in other case, as a part. Throws `device-missing`, or
 * `usage` where several fit.
 */
export function findDevice(
  devices: readonly AudioDevice[],
  wanted: WantedDevice,
  platform: NodeJS.Platform = process.platform,
): AudioDevice {
  const ofKind = devices.filter(({ kind }) => kind === wanted.kind);
  if (wanted.name === undefined) return defaultDevice(ofKind, wanted.kind, platform);
  // Some backends tell microphones and loopbacks apart by name only: the name counts more than the kind.
  const others = devices.filter(({ kind }) => kind !== wanted.kind && kind !== 'output' && wanted.kind !== 'output');
  const found = byName(ofKind, wanted.name) ?? byName(others, wanted.name);
  if (found) return found;
  const names = ofKind.map(({ name }) => name).join(', ');
  throw deviceMissing(
    `"${wanted.name}"`,
    names === '' ? 'No such device is plugged in.' : `Plug it in, or name one of these: ${names}.`,
  );
}

function defaultDevice(
  devices: readonly AudioDevice[],
  kind: AudioDevice['kind'],
  platform: NodeJS.Platform,
): AudioDevice {
  const marked = devices.find(({ isDefault }) => isDefault);
  if (marked) return marked;
  const [first, second] = devices;
  if (!first) {
    const help = kind === 'loopback' ? LOOPBACK_HELP[platform] : undefined;
    throw new EngineError('device-missing', `There is no ${KIND_WORDS[kind]}.`, {
      stage: 'capture',
      hint: help ?? 'Plug one in, and check that the system shows it.',
      retryable: true,
    });
  }
  // Several virtual cables carry different things; with microphones the first one is the best guess.
  if (kind === 'loopback' && second) throw ambiguous('what the PC plays', devices);
  return first;
}

function byName(devices: readonly AudioDevice[], wanted: string): AudioDevice | undefined {
  const lower = wanted.toLowerCase();
  const fits: ((device: AudioDevice) => boolean)[] = [
    ({ id }) => id === wanted,
    ({ name }) => name === wanted,
    ({ id, name }) => name.toLowerCase() === lower || id.toLowerCase() === lower,
    ({ name }) => name.toLowerCase().includes(lower),
  ];
  for (const fit of fits) {
    const found = devices.filter(fit);
    if (found.length > 1) throw ambiguous(`"${wanted}"`, found);
    if (found[0]) return found[0];
  }
  return undefined;
}

function ambiguous(wanted: string, devices: readonly AudioDevice[]): EngineError {
  const sameNames = new Set(devices.map(({ name }) => name)).size < devices.length;
  const names = devices.map(({ name, id }) => (sameNames ? `${name} (${id})` : name)).join(', ');
  return new EngineError('usage', `Several sound devices fit ${wanted}: ${names}.`, {
    stage: 'capture',
    hint: sameNames ? 'Give the name in brackets.' : 'Give the whole name of one of them.',
  });
}
