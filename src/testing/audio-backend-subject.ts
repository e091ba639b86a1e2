import { setTimeout as sleep } from 'node:timers/promises';
import type { AudioBackend, AudioDevice, CaptureStream } from '../engine/audio/devices/audio-backend.ts';
import { MonoStream } from '../engine/audio/devices/mono-stream.ts';
import { joined } from './correlation.ts';

/** A backend with devices that the test can play on and listen to. */
export interface AudioBackendSubject {
  readonly backend: AudioBackend;
  /** Names of devices that the backend lists. */
  readonly microphone: string;
  readonly loopback: string;
  readonly speakers: string;
  /** Makes the microphone, or the loopback, hear sound (mono, 16 kHz); resolves when it was played. */
  play(into: 'input' | 'loopback', sound: Float32Array): Promise<void>;
  /** What the speakers play until `done` resolves, in mono at 16 kHz. */
  record(done: () => Promise<void>): Promise<Float32Array>;
  /** What the backend still has open, such as process ids; it must be empty in the end. */
  leftBehind(): readonly unknown[];
  close(): Promise<void>;
}

/** How sound is played in the contract. */
export const STEREO_48_KHZ = { sampleRate: 48_000, channels: 2 } as const;

/** The device of a kind that the contract uses, newly listed. */
export async function deviceOf(subject: AudioBackendSubject, kind: AudioDevice['kind']): Promise<AudioDevice> {
  const wanted = { input: subject.microphone, loopback: subject.loopback, output: subject.speakers }[kind];
  const devices = await subject.backend.devices(new AbortController().signal);
  const found = devices.find((candidate) => candidate.kind === kind && candidate.name === wanted);
  if (found) return found;
  throw new Error(`There is no ${kind} ${wanted} among ${devices.map(({ name }) => name).join(', ')}.`);
}

/** Everything that a device gives from its first sound until `done` resolves, in mono at 16 kHz. */
export async function soundOf(
  subject: AudioBackendSubject,
  kind: 'input' | 'loopback',
  done: () => Promise<void>,
): Promise<Float32Array> {
  const stop = new AbortController();
  const stream = await subject.backend.capture(await deviceOf(subject, kind), stop.signal);
  const mono = await MonoStream.create(stream.format, 'all');
  const pieces: Float32Array[] = [];
  let playing: Promise<void> | undefined;
  for await (const chunk of stream.chunks(stop.signal)) {
    playing ??= done().finally(() => stop.abort());
    for (const { samples } of mono.push(chunk)) pieces.push(samples.slice());
  }
  mono.close();
  await playing;
  return joined(pieces);
}

/** Reads a stream in the background. */
export function readInBackground(stream: CaptureStream, signal: AbortSignal): { chunks: number; end: Promise<void> } {
  const state = { chunks: 0, end: Promise.resolve() };
  state.end = (async () => {
    for await (const { samples } of stream.chunks(signal)) state.chunks += samples.length > 0 ? 1 : 0;
  })();
  state.end.catch(() => undefined);
  return state;
}

/** Sound is on its way for a moment after it was played. */
export const letSoundArrive = (): Promise<void> => sleep(300);
