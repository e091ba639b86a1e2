import { createReadStream, readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { AudioFrame } from '../../../../src/engine/audio/audio-frame.ts';
import { decodeCompressed } from '../../../../src/engine/audio/compressed-audio.ts';
import { createStdinCapture } from '../../../../src/engine/audio/stdin-capture.ts';
import {
  collect,
  DEMO_CLIP,
  passingClock,
  FIXTURES,
  joinFrames,
  readSoundFile,
  temporaryFolder,
} from '../../../support/audio/audio-support.ts';

let original: number[];
beforeAll(async () => {
  original = (await readSoundFile(DEMO_CLIP)).samples.slice(8000, 24_000);
});

const fixture = (name: string): string => path.join(FIXTURES, name);

/** Correlation with the original, at the shift of up to 0.1 s where it is highest. */
function bestMatch(samples: readonly number[]): { correlation: number; shift: number } {
  let best = { correlation: -1, shift: 0 };
  for (let shift = -1600; shift <= 1600; shift++) {
    const correlation = correlationAt(samples, shift);
    if (correlation > best.correlation) best = { correlation, shift };
  }
  return best;
}

function correlationAt(samples: readonly number[], shift: number): number {
  let product = 0;
  let ours = 0;
  let theirs = 0;
  for (let index = 2000; index < 14_000; index++) {
    const sample = samples[index + shift]!;
    product += sample * original[index]!;
    ours += sample ** 2;
    theirs += original[index]! ** 2;
  }
  return product / Math.sqrt(ours * theirs);
}

describe('compressed files', () => {
  it.each(['clip.flac', 'clip-flac.oga'])('decodes %s without any loss', async (name) => {
    const { samples, warnings } = await readSoundFile(fixture(name));
    // The decoder takes 32767 for full scale, we take 32768.
    const steps = (values: readonly number[], fullScale: number): number[] =>
      values.map((v) => Math.round(v * fullScale) + 0);
    expect(steps(samples.slice(0, 16_000), 0x7fff)).toEqual(steps(original, 0x8000));
    expect(samples.length).toBe(16_384);
    expect(warnings).toEqual([]);
  });

  it.each([
    ['clip.mp3', 0.99],
    ['clip-vorbis.ogg', 0.98],
    ['clip.opus', 0.95],
  ])('decodes %s, in its place and at its length', async (name, atLeast) => {
    const { samples, warnings } = await readSoundFile(fixture(name));
    const { correlation, shift } = bestMatch(samples);
    expect(correlation).toBeGreaterThan(atLeast);
    expect(Math.abs(shift)).toBeLessThan(16);
    expect(samples.length).toBe(16_384);
    expect(warnings).toEqual([]);
  });

  it.each([
    ['clip.flac', 'flac'],
    ['clip-flac.oga', 'ogg'],
    ['clip.mp3', 'mp3'],
    ['clip-vorbis.ogg', 'ogg'],
    ['clip.opus', 'ogg'],
  ] as const)('leaves out what the encoder of %s filled up', async (name, codec) => {
    const bytes = createReadStream(fixture(name), { highWaterMark: 100 }) as AsyncIterable<Buffer>;
    const pieces = await collect(decodeCompressed(codec, bytes, { source: name, onWarning: () => undefined }));
    expect(pieces.reduce((sum, { samples }) => sum + samples.length, 0)).toBe(16_000);
  });

  it('decodes MP3 without a header, be it late by the delay of the encoder', async () => {
    const { correlation, shift } = bestMatch((await readSoundFile(fixture('clip-untagged.mp3'))).samples);
    expect(correlation).toBeGreaterThan(0.98);
    expect(shift).toBeGreaterThanOrEqual(0);
    expect(shift).toBeLessThan(1200);
  });

  it('recognises files by their content, not by their name', async () => {
    using folder = temporaryFolder();
    const renamed = folder.write('talk.wav', readFileSync(fixture('clip.mp3')));
    expect((await readSoundFile(renamed)).samples.length).toBe(16_384);
  });

  it.each(['clip.flac', 'clip.mp3', 'clip.opus'])('delivers what is left of %s', async (name) => {
    using folder = temporaryFolder();
    const whole = readFileSync(fixture(name));
    const { samples } = await readSoundFile(folder.write(name, whole.subarray(0, whole.length * 0.7)));
    expect(samples.length).toBeGreaterThan(4000);
    expect(samples.length).toBeLessThan(16_384);
  });

  it.each(['clip.flac', 'clip-flac.oga'])('tells that %s is not whole, which its decoder does not', async (name) => {
    using folder = temporaryFolder();
    const bytes = readFileSync(fixture(name));
    bytes.subarray(bytes.length * 0.6, bytes.length * 0.65).fill(0x55);
    const { samples, warnings } = await readSoundFile(folder.write(name, bytes));
    expect(samples.length).toBeGreaterThan(4000);
    expect(warnings).toEqual([expect.stringContaining(`${name} is damaged: parts of it could not be decoded.`)]);
  });

  it('goes on behind a damaged page, and tells', async () => {
    using folder = temporaryFolder();
    const stream = readFileSync(fixture('clip.opus'));
    const damaged = folder.write('damaged.opus', Buffer.concat([stream, Buffer.from('rubbish'), stream]));
    const { samples, warnings } = await readSoundFile(damaged);
    expect(samples.length).toBe(Math.ceil(32_000 / 512) * 512);
    expect(warnings).toEqual([expect.stringContaining('damaged.opus is damaged: parts of it')]);
  });

  it('calls a file of which nothing can be decoded damaged', async () => {
    using folder = temporaryFolder();
    for (const start of ['fLaC', 'ID3\x04']) {
      const noise = Buffer.concat([Buffer.from(start, 'latin1'), Buffer.alloc(3000, 'no sound at all ')]);
      await expect(readSoundFile(folder.write('noise', noise))).rejects.toMatchObject({ code: 'input-damaged' });
    }
  });

  it.each([
    ['clip.m4a', 'M4A or MP4 (AAC) sound'],
    ['clip-ima-adpcm.wav', 'IMA ADPCM sound'],
    ['clip-mp3.wav', 'MP3 sound'],
  ])('refuses %s by the name of its codec, with the command that converts it', async (name, codec) => {
    const file = fixture(name);
    await expect(readSoundFile(file)).rejects.toMatchObject({
      code: 'input-unsupported',
      message: expect.stringContaining(codec) as string,
      hint: expect.stringContaining(
        `: ffmpeg -i "file:${file}" -vn -ar 16000 "file:${path.parse(name).name}-16k.wav"`,
      ) as string,
    });
  });

  it('are recognised in a pipe', async () => {
    const inPipe = (name: string): Promise<AudioFrame[]> => {
      const input = createReadStream(fixture(name), { highWaterMark: 997 });
      const rawFormat = { encoding: 's16le', sampleRate: 16_000, channels: 1 } as const;
      const capture = createStdinCapture({ input, rawFormat, clock: passingClock() });
      return collect(capture.frames(new AbortController().signal));
    };
    expect(joinFrames(await inPipe('clip.flac'))).toHaveLength(16_384);
    await expect(inPipe('clip.m4a')).rejects.toMatchObject({
      code: 'input-unsupported',
      hint: expect.stringContaining(': ffmpeg -i - -vn -ar 16000 -f wav -') as string,
    });
  });
});

describe('WAV files of other programs', () => {
  it.each(['clip-ffmpeg-pipe.wav', 'clip-sox-pipe.wav'])('reads %s, which does not know its length', async (name) => {
    const { samples, warnings } = await readSoundFile(fixture(name));
    expect(samples.slice(0, 8000)).toEqual(original.slice(0, 8000));
    expect(warnings).toEqual([]);
  });

  it('reads 24-bit stereo of sox', async () => {
    const { samples } = await readSoundFile(fixture('clip-24bit-extensible.wav'));
    expect(samples.length).toBe(8192);
    expect(correlationOfStart(samples)).toBeGreaterThan(0.8);
  });
});

/** Correlation of the first half second, all that the short fixtures have. */
function correlationOfStart(samples: readonly number[]): number {
  const dot = (left: readonly number[], right: readonly number[]): number =>
    left.slice(0, 8000).reduce((sum, value, index) => sum + value * right[index]!, 0);
  return dot(samples, original) / Math.sqrt(dot(samples, samples) * dot(original, original));
}
