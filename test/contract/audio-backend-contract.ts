import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { AudioBackend, AudioDevice, CapturedChunk } from '../../src/engine/audio/devices/audio-backend.ts';
import { MonoStream } from '../../src/engine/audio/devices/mono-stream.ts';
import { heldOutClips } from '../support/clips.ts';
import { isAlive, signalProcess, VirtualAudio } from '../support/virtual-audio.ts';
import { bestCorrelation, joined } from '../support/virtual-audio-correlation.ts';
import { DEVICES } from '../support/virtual-audio-config.ts';

/** How the devices of the virtual sound card are called by a backend. */
interface BackendSubject {
  readonly create: (audio: VirtualAudio) => AudioBackend;
  readonly microphone: string;
  readonly loopback: string;
  readonly speakers: string;
}

/** Two seconds of speech, whose beginning and end are not silent. */
const speech = heldOutClips(1)[0]!.samples.slice(4000, 36_000);

/** What every backend must do; see `AudioBackend`. */
export function describeAudioBackend(title: string, subject: BackendSubject): void {
  describe(title, () => {
    let audio: VirtualAudio;
    let backend: AudioBackend;
    let abort: AbortController;
    beforeAll(async () => {
      audio = await VirtualAudio.start();
      backend = subject.create(audio);
    });
    afterEach(() => abort.abort());
    afterAll(() => audio[Symbol.asyncDispose]());

    const device = async (kind: AudioDevice['kind'], wanted: string): Promise<AudioDevice> => {
      abort = new AbortController();
      const devices = await backend.devices(abort.signal);
      const found = devices.find((candidate) => candidate.kind === kind && candidate.name === wanted);
      if (!found) throw new Error(`No ${kind} ${wanted} among ${devices.map(({ name }) => name).join(', ')}`);
      return found;
    };

    /** Everything that a device gives until `done` resolves, at 16 kHz. */
    const heard = async (from: AudioDevice, done: () => Promise<void>): Promise<Float32Array> => {
      const stream = await backend.capture(from, abort.signal);
      const mono = await MonoStream.create(stream.format, 'all');
      const pieces: Float32Array[] = [];
      let playing: Promise<void> | undefined;
      for await (const chunk of stream.chunks(abort.signal)) {
        playing ??= done().then(() => abort.abort());
        for (const { samples } of mono.push(chunk)) pieces.push(samples.slice());
      }
      mono.close();
      await playing;
      return joined(pieces);
    };
    const settle = () => new Promise<void>((resolve) => setTimeout(resolve, 300));

    it('is available, and lists devices with names, kinds and formats', async () => {
      expect(await backend.availability()).toEqual({ available: true });
      const microphone = await device('input', subject.microphone);
      expect(microphone).toMatchObject({ backend: backend.name, channels: 2 });
      expect(microphone.sampleRate).toBeGreaterThanOrEqual(44_100);
      expect(await device('loopback', subject.loopback)).toBeDefined();
      expect(await device('output', subject.speakers)).toBeDefined();
    });

    it.each([
      ['a microphone', 'input', subject.microphone, DEVICES.micFeed.name],
      ['what the PC plays', 'loopback', subject.loopback, DEVICES.speakers.name],
    ] as const)('hears %s', async (_, kind, name, sink) => {
      const from = await device(kind, name);
      const sound = await heard(from, () => audio.play(sink, speech).then(settle));
      expect(bestCorrelation(speech, sound)).toBeGreaterThan(0.98);
    });

    it('plays sound to its last sample', async () => {
      const speakers = await device('output', subject.speakers);
      const format = { sampleRate: speakers.sampleRate, channels: 2 };
      const stream = await backend.playback(speakers, format, abort.signal);
      const tone = sine(1.5, format.sampleRate);
      const sound = await audio.record(DEVICES.monitor.name, () =>
        stream.play(inPieces(stereo(tone), 1764), abort.signal).then(settle),
      );
      expect(bestCorrelation(sine(1.5, 16_000), sound)).toBeGreaterThan(0.98);
      await vi.waitFor(() => expect(isAlive(stream.pid ?? 0)).toBe(false));
    });

    it('ends its process when a capture is aborted', async () => {
      const stream = await backend.capture(await device('input', subject.microphone), abort.signal);
      const chunks = collect(stream.chunks(abort.signal));
      await vi.waitFor(() => expect(chunks.received).toBeGreaterThan(3), { timeout: 4000 });
      const startMs = performance.now();
      abort.abort();
      await chunks.end;
      expect(performance.now() - startMs).toBeLessThan(1000);
      expect(isAlive(stream.pid ?? 0)).toBe(false);
    });

    it('ends its process when a playback is aborted, also one that waits for sound', async () => {
      const speakers = await device('output', subject.speakers);
      const stream = await backend.playback(speakers, { sampleRate: 48_000, channels: 2 }, abort.signal);
      const playing = stream.play(never(), abort.signal);
      expect(isAlive(stream.pid ?? 0)).toBe(true);
      abort.abort();
      await playing;
      expect(isAlive(stream.pid ?? 0)).toBe(false);
    });

    it('says that a device is not there', async () => {
      const microphone = await device('input', subject.microphone);
      const gone = { ...microphone, id: 'no such device', name: 'Gone' };
      await expect(backend.capture(gone, abort.signal)).rejects.toMatchObject({ code: 'device-missing' });
      const output = { ...gone, kind: 'output' } as const;
      const format = { sampleRate: 48_000, channels: 2 };
      await expect(backend.playback(output, format, abort.signal)).rejects.toMatchObject({ code: 'device-missing' });
    });

    it.each(['SIGKILL', 'SIGSTOP'] as const)('notices within 2 s that its process got %s', async (signal) => {
      const stream = await backend.capture(await device('input', subject.microphone), abort.signal);
      const chunks = collect(stream.chunks(abort.signal));
      await vi.waitFor(() => expect(chunks.received).toBeGreaterThan(3), { timeout: 4000 });
      const startMs = performance.now();
      signalProcess(stream.pid, signal);
      await expect(chunks.end).rejects.toMatchObject({ code: 'device-lost', retryable: true });
      expect(performance.now() - startMs).toBeLessThan(2000);
      expect(isAlive(stream.pid ?? 0)).toBe(false);
    });

    it.each(['SIGKILL', 'SIGSTOP'] as const)('notices that a playing process got %s', async (signal) => {
      const speakers = await device('output', subject.speakers);
      const stream = await backend.playback(speakers, { sampleRate: 48_000, channels: 2 }, abort.signal);
      const playing = stream.play(inPieces(new Float32Array(96_000 * 20), 9600), abort.signal);
      const failed = expect(playing).rejects.toMatchObject({ code: 'device-lost' });
      await settle();
      signalProcess(stream.pid, signal);
      await failed;
      expect(isAlive(stream.pid ?? 0)).toBe(false);
    });

    it('leaves no process behind', async () => {
      abort = new AbortController();
      await vi.waitFor(() => expect(audio.clients()).toEqual([]));
    });
  });
}

function collect(chunks: AsyncIterable<CapturedChunk>) {
  const state = { received: 0, end: Promise.resolve() };
  state.end = (async () => {
    for await (const { samples } of chunks) state.received += samples.length > 0 ? 1 : 0;
  })();
  state.end.catch(() => undefined);
  return state;
}

/** A tone that rises, so that it fits itself at one place only. */
function sine(seconds: number, sampleRate: number): Float32Array {
  const at = (index: number): number => index / sampleRate;
  return new Float32Array(seconds * sampleRate).map(
    (_, index) => 0.4 * Math.sin(2 * Math.PI * (300 + 400 * at(index)) * at(index)),
  );
}

function stereo(mono: Float32Array): Float32Array {
  return new Float32Array(mono.length * 2).map((_, index) => mono[index >> 1] ?? 0);
}

async function* inPieces(samples: Float32Array, length: number): AsyncGenerator<Float32Array> {
  for (let start = 0; start < samples.length; start += length) {
    yield samples.subarray(start, start + length);
    await Promise.resolve();
  }
}

async function* never(): AsyncGenerator<Float32Array> {
  await new Promise(() => undefined);
  yield new Float32Array(0);
}
