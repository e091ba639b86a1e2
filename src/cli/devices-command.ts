import type { AudioSettings } from '../engine/audio/settings.ts';
import { toDecibels } from '../engine/audio/conditioning/decibels.ts';
import type { AudioDevice } from '../engine/audio/devices/audio-backend.ts';
import { chooseBackend } from '../engine/audio/devices/choose-backend.ts';
import { createBackends } from '../engine/audio/devices/create-backends.ts';
import { meterDevices, type DeviceLevel } from '../engine/audio/devices/level-meter.ts';
import { listDevices, type BackendListing } from '../engine/audio/devices/list-devices.ts';
import { EngineError } from '../engine/errors.ts';
import { systemClock } from '../engine/pipeline/clock.ts';
import type { RuntimeFiles } from '../engine/runtime-files.ts';
import { counted } from './counted.ts';
import { missingDevices } from './missing-devices.ts';
import type { DevicesOptions } from './own-options.ts';
import { print, printable, printJson, printLine, styles, type Printable } from './print.ts';
import type { CommandContext } from './terminal.ts';

/** How wide the bar of a level is, in characters, for 60 dB. */
const BAR_WIDTH = 30;

/** Lists the sound devices, by every backend, and shows their levels where that is wanted. */
export async function runDevices(
  settings: DevicesOptions & Pick<AudioSettings, 'backend'>,
  { terminal: { stdout }, signal, files }: CommandContext & { readonly files: RuntimeFiles },
): Promise<void> {
  const all = createBackends({ clock: systemClock, childEntry: files.audioChild });
  const backends = settings.backend === 'auto' ? all : all.filter(({ name }) => name === settings.backend);
  const listings = await listDevices(backends, signal);
  if (settings.json) for (const listing of listings) printJson(stdout, listing);
  else for (const line of [...listings.flatMap(describeListing), ...describeMissing(listings)]) printLine(stdout, line);
  if (!settings.meter) return;
  const { backend } = await chooseBackend(backends);
  const devices = listings.find((listing) => listing.backend === backend.name)?.devices ?? [];
  if (!devices.some(({ kind }) => kind !== 'output')) {
    throw new EngineError('device-missing', 'There is no level to show: no sound device that can be heard was found.', {
      hint: 'Plug in a microphone, or switch it on.',
    });
  }
  let drawn = 0;
  for await (const levels of meterDevices({ backends, clock: systemClock }, devices, signal)) {
    if (settings.json) printJson(stdout, { type: 'levels', levels: levels.map(asPlain) });
    else {
      if (drawn > 0) print(stdout, printable`\u001b[${drawn}A`);
      for (const level of levels) printLine(stdout, printable`\u001b[2K${levelLine(level)}`);
      drawn = levels.length;
    }
  }
}

function describeListing({ backend, availability, devices }: BackendListing): Printable[] {
  if (!availability.available) {
    const { reason, hint } = availability;
    const rest = hint === undefined ? '' : printable` ${styles.dim(hint)}`;
    return [printable`${styles.bold(backend)}  ${styles.yellow(reason)}${rest}`];
  }
  if (devices.length === 0)
    return [printable`${styles.bold(backend)}  ${styles.yellow('It works, but sees no devices.')}`];
  return [styles.bold(backend), ...devices.map(deviceLine)];
}

function describeMissing(listings: readonly BackendListing[]): Printable[] {
  return missingDevices(listings).map(({ message, hint }) => printable`${styles.yellow(message)} ${styles.dim(hint)}`);
}

function deviceLine({ kind, name, sampleRate, channels, isDefault }: AudioDevice): Printable {
  const details = styles.dim(`${sampleRate} Hz, ${counted(channels, 'channel')}`);
  return printable`  ${kind.padEnd(8)} ${isDefault ? styles.green('*') : ' '} ${name}  ${details}`;
}

function levelLine({ device, rms, error }: DeviceLevel): Printable {
  if (error) return printable`  ${device.name}  ${styles.yellow(error.message)}`;
  const decibels = rms > 0 ? Math.max(-60, toDecibels(rms)) : -60;
  const filled = Math.round(((decibels + 60) / 60) * BAR_WIDTH);
  const bar = '#'.repeat(filled) + '.'.repeat(BAR_WIDTH - filled);
  return printable`  ${bar} ${decibels.toFixed(0).padStart(4)} dBFS  ${device.name}`;
}

function asPlain({ device, rms, peak, error }: DeviceLevel): object {
  return { device: device.name, kind: device.kind, rms, peak, ...(error ? { error: error.message } : {}) };
}
