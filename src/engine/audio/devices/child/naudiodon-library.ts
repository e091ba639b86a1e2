import type { PcmFormat } from '../audio-backend.ts';
import { bytesOfMs } from '../pcm-chunks.ts';
import { PIECE_MS, type AudioLibrary, type NativeOutput, type SoundListener } from './audio-library.ts';
import type { NativeDevice } from './child-protocol.ts';
import { kindOfInput } from './device-kind.ts';
import { loadModule, naudiodonAddon } from './native-modules.ts';

/** The compiled addon. Its JavaScript part is left out: it installs a crash handler and cannot stop a stream at once. */
interface Addon {
  getDevices(): AddonDevice[];
  getHostAPIs(): { readonly HostAPIs: readonly HostApi[] };
  create(options: { readonly inOptions: StreamOptions } | { readonly outOptions: StreamOptions }): AddonStream;
}

interface AddonDevice {
  readonly id: number;
  readonly name: string;
  readonly maxInputChannels: number;
  readonly maxOutputChannels: number;
  readonly defaultSampleRate: number;
  readonly hostAPIName: string;
}

interface HostApi {
  readonly name: string;
  readonly deviceCount: number;
  readonly defaultInput: number;
  readonly defaultOutput: number;
}

interface StreamOptions {
  readonly deviceId: number;
  readonly sampleRate: number;
  readonly channelCount: number;
  readonly sampleFormat: number;
  readonly maxQueue: number;
  readonly framesPerBuffer: number;
  readonly closeOnError: boolean;
}

interface AddonStream {
  start(): void;
  read(bytes: number): Promise<{ readonly buf: Uint8Array; readonly finished: boolean; readonly err?: string }>;
  write(bytes: Uint8Array): Promise<string | undefined>;
  quit(how: 'WAIT' | 'ABORT'): Promise<void>;
}

const FLOAT_32 = 1;

/** Windows lists each device once for each of its sound systems, under clipped names in the older ones. */
const PREFERRED_APIS = ['Windows WASAPI', 'Core Audio', 'ALSA', 'Windows DirectSound', 'MME'];

/** Plugs of ALSA claim any number of channels, and would fill them with copies. */
const MOST_CHANNELS = 8;

/** Size of a buffer of an output, about 20 ms. */
const OUTPUT_FRAMES = 1024;

/** PortAudio drops the end of what it plays, up to two of its buffers. */
const TAIL_MS = 200;

/** PortAudio through the addon of naudiodon. */
export function loadNaudiodon(): AudioLibrary {
  const file = naudiodonAddon();
  if (file === undefined) throw new Error('naudiodon is not built');
  const addon = loadModule(file) as Addon;

  const find = (deviceId: string): number => {
    const index = deviceIds(addon.getDevices()).indexOf(deviceId);
    // The addon would open the default device in place of one that it does not know.
    if (index === -1) throw new Error(`no device ${deviceId}`);
    return index;
  };
  const options = (deviceId: string, { sampleRate, channels }: PcmFormat) => ({
    deviceId: find(deviceId),
    sampleRate,
    channelCount: channels,
    sampleFormat: FLOAT_32,
    // Else the first overrun or pause ends the stream for good.
    closeOnError: false,
  });

  return {
    devices: () => listDevices(addon),
    capture: (deviceId, format, listener) => {
      const stream = addon.create({
        // PortAudio's own choice of a buffer has the least delay; a second of sound may wait behind it.
        inOptions: { ...options(deviceId, format), framesPerBuffer: 0, maxQueue: 50 },
      });
      stream.start();
      void readAll(stream, bytesOfMs(PIECE_MS, format), listener);
    },
    openOutput: (deviceId, format) => {
      const stream = addon.create({
        // Its own choice for outputs runs dry on a busy PC.
        outOptions: { ...options(deviceId, format), framesPerBuffer: OUTPUT_FRAMES, maxQueue: 6 },
      });
      stream.start();
      return output(stream, bytesOfMs(TAIL_MS, format));
    },
  };
}

async function readAll(stream: AddonStream, bytes: number, { onSound, onLost }: SoundListener): Promise<void> {
  for (;;) {
    const { buf, finished, err } = await stream.read(bytes);
    if (err !== undefined || finished) {
      onLost(err ?? 'PortAudio ended the stream');
      return;
    }
    onSound(buf);
  }
}

function output(stream: AddonStream, tailBytes: number): NativeOutput {
  const write = async (bytes: Uint8Array): Promise<void> => {
    const problem = await stream.write(bytes);
    if (problem !== undefined) throw new Error(problem);
  };
  return {
    needsSilence: true,
    write,
    finish: async () => {
      await write(new Uint8Array(tailBytes));
      await stream.quit('WAIT');
    },
  };
}

function listDevices(addon: Addon): NativeDevice[] {
  const devices = addon.getDevices();
  const ids = deviceIds(devices);
  const apis = addon.getHostAPIs().HostAPIs.filter(({ deviceCount }) => deviceCount > 0);
  const api = apis.toSorted((a, b) => rank(a.name) - rank(b.name))[0];
  return devices.flatMap((device, index): NativeDevice[] => {
    const { name, maxInputChannels, maxOutputChannels, hostAPIName } = device;
    if (hostAPIName !== api?.name) return [];
    const described = { id: ids[index] ?? name, name, sampleRate: device.defaultSampleRate };
    const listed: NativeDevice[] = [];
    if (maxInputChannels > 0) {
      const isDefault = device.id === api.defaultInput;
      listed.push({ ...described, kind: kindOfInput(name), channels: usable(maxInputChannels), isDefault });
    }
    if (maxOutputChannels > 0) {
      const isDefault = device.id === api.defaultOutput;
      listed.push({ ...described, kind: 'output', channels: usable(maxOutputChannels), isDefault });
    }
    return listed;
  });
}

function rank(api: string): number {
  const index = PREFERRED_APIS.indexOf(api);
  return index === -1 ? PREFERRED_APIS.length : index;
}

function usable(channels: number): number {
  return channels > MOST_CHANNELS ? 2 : channels;
}

/** PortAudio numbers devices anew at each start; a sound system, a name and a count tell which one is meant. */
function deviceIds(devices: readonly AddonDevice[]): string[] {
  const seen = new Map<string, number>();
  return devices.map(({ hostAPIName, name }) => {
    const id = `${hostAPIName}:${name}`;
    const count = (seen.get(id) ?? 0) + 1;
    seen.set(id, count);
    return count === 1 ? id : `${id}#${count}`;
  });
}
