import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import type { AudioFrame } from '../../../../src/engine/audio/audio-frame.ts';
import { createStdinCapture } from '../../../../src/engine/audio/stdin-capture.ts';
import {
  collect,
  passingClock,
  joinFrames,
  pcmBytes,
  signalToNoiseDb,
  tone,
  wavBytes,
} from '../../../support/audio/audio-support.ts';

const S16_MONO = { encoding: 's16le', sampleRate: 16_000, channels: 1 } as const;
const second = tone(16_000, { hertz: 440, sampleRate: 16_000 });

/** Odd pieces, as pipes give them. */
function pipeOf(bytes: Buffer, pieceBytes = 997): Readable {
  const pieces = Array.from({ length: Math.ceil(bytes.length / pieceBytes) }, (_, index) =>
    bytes.subarray(index * pieceBytes, (index + 1) * pieceBytes),
  );
  return Readable.from(pieces, { objectMode: false });
}

function read(input: Readable, options: Partial<Parameters<typeof createStdinCapture>[0]> = {}): Promise<AudioFrame[]> {
  const capture = createStdinCapture({ input, rawFormat: S16_MONO, clock: passingClock(), ...options });
  return collect(capture.frames(new AbortController().signal));
}

describe('createStdinCapture', () => {
  it('reads raw samples as it was told to', async () => {
    const samples = joinFrames(await read(pipeOf(pcmBytes([second], 's16le'))));
    expect(signalToNoiseDb(samples, second)).toBeGreaterThan(85);

    const stereo48k = tone(48_000, { hertz: 440, sampleRate: 48_000 });
    const bytes = pcmBytes([stereo48k, stereo48k], 'f32le');
    const rawFormat = { encoding: 'f32le', sampleRate: 48_000, channels: 2 } as const;
    const resampled = joinFrames(await read(pipeOf(bytes), { rawFormat }));
    expect(signalToNoiseDb(resampled.slice(500, 15_500), second.slice(500, 15_500))).toBeGreaterThan(85);
  });

  it('recognises a WAV header, and believes it', async () => {
    const stereo48k = tone(48_000, { hertz: 440, sampleRate: 48_000 });
    const bytes = wavBytes([stereo48k, stereo48k], { sampleRate: 48_000, claimedBytes: 0xffff_ffff });
    const samples = joinFrames(await read(pipeOf(bytes)));
    expect(signalToNoiseDb(samples.slice(500, 15_500), second.slice(500, 15_500))).toBeGreaterThan(85);
  });

  it('takes raw samples that look like MPEG for samples', async () => {
    expect(await read(pipeOf(Buffer.from([0xff, 0xfb, 0x90, 0x64, 1, 0])))).toHaveLength(1);
  });

  it('makes the writer wait for a slow reader', async () => {
    let given = 0;
    const endless = new Readable({
      read() {
        given += 16_384;
        this.push(Buffer.alloc(16_384));
      },
    });
    const capture = createStdinCapture({ input: endless, rawFormat: S16_MONO, clock: passingClock() });
    const frames = capture.frames(new AbortController().signal)[Symbol.asyncIterator]();
    for (let count = 0; count < 100; count++) await frames.next();
    expect(given).toBeLessThan(100 * 1024 + 10 * 16_384);
    await frames.return?.();
    expect(endless.destroyed).toBe(true);
  });

  it('ends where the signal aborts while nothing arrives', async () => {
    const controller = new AbortController();
    const silent = new Readable({ read: () => undefined });
    const capture = createStdinCapture({ input: silent, rawFormat: S16_MONO, clock: passingClock() });
    const ended = collect(capture.frames(controller.signal));
    controller.abort();
    expect(await ended).toEqual([]);
  });

  it('tells an empty pipe and a broken one', async () => {
    await expect(read(pipeOf(Buffer.alloc(0)))).rejects.toMatchObject({
      code: 'input-empty',
      message: 'standard input is empty.',
    });
    const broken = new Readable({
      read() {
        this.destroy(Object.assign(new Error('broken'), { code: 'EIO' }));
      },
    });
    await expect(read(broken)).rejects.toMatchObject({
      code: 'input-unreadable',
      message: 'standard input cannot be read (EIO).',
    });
  });
});
