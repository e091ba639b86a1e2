import type { PcmFormat } from '../audio-backend.ts';
import { bytesOfMs } from '../pcm-chunks.ts';
import { PIECE_MS, type AudioLibrary } from './audio-library.ts';
import type { NativeDevice } from './child-protocol.ts';
import { decibriOutput, isHiccup, type Speaker } from './decibri-output.ts';
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
    openOutput: (deviceId, format) =>
      decibriOutput({
        open: () => new Speaker(options(deviceId, format)),
        bytesPerMs: bytesOfMs(1000, format) / 1000,
        nowMs: () => performance.now(),
      }),
  };
}

function described({ id, name, defaultSampleRate, isDefault }: ListedDevice): Omit<NativeDevice, 'kind' | 'channels'> {
  return { id, name, sampleRate: defaultSampleRate, isDefault };
}

function attempt(action: () => void, onFailure: (reason: string) => void): void {
  try {
    action();
  } catch (error) {
    onFailure(error instanceof Error ? error.message : String(error));
  }
}
