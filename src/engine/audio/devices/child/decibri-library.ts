import type { PcmFormat } from '../audio-backend.ts';
import { PIECE_MS, type AudioLibrary } from './audio-library.ts';
import type { NativeDevice } from './child-protocol.ts';
import { isRealDevice, kindOfInput } from './device-kind.ts';
import { decibriFile, loadModule } from './native-modules.ts';

/** What is used of decibri. */
interface Decibri {
  readonly Microphone: {
    new (options: StreamOptions & { readonly framesPerBuffer: number }): NodeJS.ReadableStream;
    devices(): (ListedDevice & { readonly maxInputChannels: number })[];
  };
  readonly Speaker: {
    new (options: StreamOptions): Speaker;
    devices(): (ListedDevice & { readonly maxOutputChannels: number })[];
  };
}

interface StreamOptions {
  readonly device: { readonly id: string };
  readonly sampleRate: number;
  readonly channels: number;
  readonly dtype: 'float32';
}

interface ListedDevice {
  readonly id: string;
  readonly name: string;
  readonly defaultSampleRate: number;
  readonly isDefault: boolean;
}

interface Speaker {
  writeAsync(bytes: Uint8Array): Promise<void>;
  drainAsync(): Promise<void>;
  stop(): void;
}

/** cpal through decibri. */
export function loadDecibri(): AudioLibrary {
  const file = decibriFile();
  if (file === undefined) throw new Error('decibri is not installed');
  const { Microphone, Speaker } = loadModule(file) as Decibri;
  const options = (id: string, { sampleRate, channels }: PcmFormat): StreamOptions => ({
    device: { id },
    sampleRate,
    channels,
    dtype: 'float32',
  });
  return {
    devices: () =>
      [
        ...Microphone.devices().map((device): NativeDevice => {
          return { ...described(device), kind: kindOfInput(device.name), channels: device.maxInputChannels };
        }),
        ...Speaker.devices().map((device): NativeDevice => {
          return { ...described(device), kind: 'output', channels: device.maxOutputChannels };
        }),
      ].filter(isRealDevice),
    capture: (deviceId, format, { onSound, onLost }) => {
      const framesPerBuffer = Math.round((format.sampleRate * PIECE_MS) / 1000);
      const open = (): void => {
        const microphone = new Microphone({ ...options(deviceId, format), framesPerBuffer });
        microphone.on('data', onSound);
        microphone.on('end', () => onLost('decibri ended the stream'));
        microphone.on('error', (error: Error) => {
          if (isHiccup(error)) attempt(open, onLost);
          else onLost(error.message);
        });
      };
      open();
    },
    openOutput: (deviceId, format) => {
      let speaker = new Speaker(options(deviceId, format));
      return {
        needsSilence: false,
        write: async (bytes) => {
          try {
            await speaker.writeAsync(bytes);
          } catch (error) {
            if (!isHiccup(error)) throw error;
            speaker.stop();
            speaker = new Speaker(options(deviceId, format));
            await speaker.writeAsync(bytes);
          }
        },
        finish: async () => {
          await speaker.drainAsync();
          speaker.stop();
        },
      };
    },
  };
}

function described({ id, name, defaultSampleRate, isDefault }: ListedDevice): Omit<NativeDevice, 'kind' | 'channels'> {
  return { id, name, sampleRate: defaultSampleRate, isDefault };
}

/** decibri gives a stream up when the PC was too busy for a moment; the device is fine, and opens again at once. */
function isHiccup(error: unknown): boolean {
  return error instanceof Error && /underrun|overrun/iu.test(error.message);
}

function attempt(action: () => void, onFailure: (reason: string) => void): void {
  try {
    action();
  } catch (error) {
    onFailure(error instanceof Error ? error.message : String(error));
  }
}
