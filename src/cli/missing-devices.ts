import type { AudioDevice } from '../engine/audio/devices/audio-backend.ts';
import type { BackendListing } from '../engine/audio/devices/list-devices.ts';

/** Something that no backend has found, and what to do about it. */
export interface MissingDevices {
  readonly message: string;
  readonly hint: string;
}

const INSTEAD = 'Without one, --input browser takes the microphone of a browser, and --input file:PATH a recording.';

const CABLE: Partial<Record<NodeJS.Platform, string>> = {
  win32: 'Install a virtual cable, such as VB-CABLE (vb-audio.com/Cable); see docs/audio.md.',
  darwin: 'Install a virtual cable, such as BlackHole 2ch (existential.audio/blackhole); see docs/audio.md.',
};

/** Which kinds of devices there are none of, on a `platform`, and what to do. */
export function missingDevices(
  listings: readonly BackendListing[],
  platform: NodeJS.Platform = process.platform,
): readonly MissingDevices[] {
  const isThere = (wanted: AudioDevice['kind']): boolean =>
    listings.some(({ devices }) => devices.some(({ kind }) => kind === wanted));
  const works = listings.some(({ availability }) => availability.available);
  const microphone = works
    ? 'Plug one in or switch it on, and allow programs to use it in the system settings.'
    : 'First get one of the audio backends above to work.';
  const cable = CABLE[platform] ?? 'Start PipeWire or PulseAudio, whose monitors give it.';
  return [
    ...(isThere('input') ? [] : [{ message: 'No microphone was found.', hint: `${microphone} ${INSTEAD}` }]),
    ...(isThere('output')
      ? []
      : [{ message: 'No output was found.', hint: 'Plug in speakers or headphones to hear sound.' }]),
    ...(isThere('loopback')
      ? []
      : [
          {
            message: 'Nothing was found that gives what the PC plays.',
            hint: `${cable} Without it, --input loopback hears nothing.`,
          },
        ]),
  ];
}
