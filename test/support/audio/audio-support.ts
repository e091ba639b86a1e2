import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { AudioFrame } from '../../../src/engine/audio/audio-frame.ts';
import { createFileCapture } from '../../../src/engine/audio/file-capture.ts';
import type { SampleEncoding } from '../../../src/engine/audio/pcm-decoder.ts';
import { ManualClock } from '../../../src/testing/manual-clock.ts';

export const FIXTURES = path.join(import.meta.dirname, '../../fixtures/audio');
export const DEMO_CLIP = path.join(import.meta.dirname, '../../../assets/demo/demo-es.wav');

const WRITE_SAMPLE: Record<SampleEncoding, { bytes: number; write: (to: Buffer, value: number, at: number) => void }> =
  {
    u8: { bytes: 1, write: (to, value, at) => void to.writeUInt8(clamp(Math.round(value * 0x80) + 128, 0, 255), at) },
    s16le: { bytes: 2, write: (to, value, at) => void to.writeInt16LE(integer(value, 16), at) },
    s24le: { bytes: 3, write: (to, value, at) => void to.writeIntLE(integer(value, 24), at, 3) },
    s32le: { bytes: 4, write: (to, value, at) => void to.writeInt32LE(integer(value, 32), at) },
    f32le: { bytes: 4, write: (to, value, at) => void to.writeFloatLE(value, at) },
    f64le: { bytes: 8, write: (to, value, at) => void to.writeDoubleLE(value, at) },
  };

export interface WavOptions {
  encoding?: SampleEncoding;
  sampleRate?: number;
  extensible?: boolean;
  /** Chunks between the format and the sound. */
  extraChunks?: Buffer;
  /** What the header claims instead of the true number of bytes. */
  claimedBytes?: number;
}

/** Samples of all channels, one array per channel, as bytes. */
export function pcmBytes(channels: readonly (readonly number[])[], encoding: SampleEncoding): Buffer {
  const { bytes, write } = WRITE_SAMPLE[encoding];
  const length = channels[0]?.length ?? 0;
  const out = Buffer.alloc(length * channels.length * bytes);
  channels.forEach((samples, channel) =>
    samples.forEach((value, index) => write(out, value, (index * channels.length + channel) * bytes)),
  );
  return out;
}

/** A WAV file with one array of samples per channel. */
export function wavBytes(channels: readonly (readonly number[])[], options: WavOptions = {}): Buffer {
  const { encoding = 's16le', sampleRate = 16_000, extensible = false, extraChunks = Buffer.alloc(0) } = options;
  const data = pcmBytes(channels, encoding);
  const format = formatChunk({ encoding, sampleRate, extensible, channels: channels.length });
  const body = [Buffer.from('WAVE'), chunk('fmt ', format), extraChunks, chunk('data', data, options.claimedBytes)];
  return chunk('RIFF', Buffer.concat(body));
}

export function formatChunk(format: {
  encoding: SampleEncoding;
  sampleRate: number;
  channels: number;
  extensible?: boolean;
}): Buffer {
  const { bytes } = WRITE_SAMPLE[format.encoding];
  const codec = format.encoding.startsWith('f') ? 3 : 1;
  const body = Buffer.alloc(format.extensible === true ? 40 : 16);
  body.writeUInt16LE(format.extensible === true ? 0xfffe : codec, 0);
  body.writeUInt16LE(format.channels, 2);
  body.writeUInt32LE(format.sampleRate, 4);
  body.writeUInt32LE(format.sampleRate * format.channels * bytes, 8);
  body.writeUInt16LE(format.channels * bytes, 12);
  body.writeUInt16LE(bytes * 8, 14);
  if (format.extensible === true) {
    body.writeUInt16LE(22, 16);
    body.writeUInt16LE(bytes * 8, 18);
    body.writeUInt16LE(codec, 24);
    Buffer.from('000000001000800000aa00389b71', 'hex').copy(body, 26);
  }
  return body;
}

/** A RIFF chunk, padded to an even size. */
export function chunk(id: string, body: Buffer, claimedBytes = body.length): Buffer {
  const head = Buffer.alloc(8);
  head.write(id, 'latin1');
  head.writeUInt32LE(claimedBytes, 4);
  return Buffer.concat([head, body, Buffer.alloc(body.length % 2)]);
}

export function tone(length: number, options: { hertz: number; sampleRate: number; amplitude?: number }): number[] {
  const { hertz, sampleRate, amplitude = 0.5 } = options;
  return Array.from({ length }, (_, index) => amplitude * Math.sin((2 * Math.PI * hertz * index) / sampleRate));
}

/** How far `actual` stands above its difference from `expected`, in dB. */
export function signalToNoiseDb(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  let signal = 0;
  let noise = 0;
  for (let index = 0; index < expected.length; index++) {
    signal += expected[index]! ** 2;
    noise += (actual[index]! - expected[index]!) ** 2;
  }
  return 10 * Math.log10(signal / Math.max(noise, Number.MIN_VALUE));
}

/** Level of the samples, in dB below a full-scale sine. */
export function levelDb(samples: readonly number[]): number {
  const meanSquare = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;
  return 10 * Math.log10(Math.max(2 * meanSquare, Number.MIN_VALUE));
}

/** A folder for one test, removed after it. */
export function temporaryFolder(): Disposable & { write(name: string, bytes: Uint8Array): string; path: string } {
  const folder = mkdtempSync(path.join(tmpdir(), 'overlingo-audio-'));
  return {
    path: folder,
    write: (name, bytes) => {
      const file = path.join(folder, name);
      writeFileSync(file, bytes);
      return file;
    },
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** A clock that moves only when something sleeps. */
export function passingClock(lateMs = 0): ManualClock {
  return new ManualClock({ startMs: 1000, movesBySleeping: true, lateMs });
}

export async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

/** The samples of all frames in one array. */
export function joinFrames(frames: readonly Pick<AudioFrame, 'samples'>[]): number[] {
  return frames.flatMap(({ samples }) => [...samples]);
}

/** All samples of a file at 16 kHz, and the warnings. */
export async function readSoundFile(file: string): Promise<{ samples: number[]; warnings: string[] }> {
  const warnings: string[] = [];
  const onWarning = (message: string): void => void warnings.push(message);
  const capture = createFileCapture({ path: file, pace: 'unpaced', clock: passingClock(), onWarning });
  return { samples: joinFrames(await collect(capture.frames(new AbortController().signal))), warnings };
}

function integer(value: number, bits: number): number {
  const fullScale = 2 ** (bits - 1);
  return clamp(Math.round(value * fullScale), -fullScale, fullScale - 1);
}

function clamp(value: number, min: number, max: number): number {
  return Math.max(min, Math.min(max, value));
}
