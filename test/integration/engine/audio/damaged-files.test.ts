import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { EngineError } from '../../../../src/engine/errors.ts';
import { DEMO_CLIP, FIXTURES, readSoundFile, temporaryFolder } from '../../../support/audio/audio-support.ts';

const fixture = (name: string): Buffer => readFileSync(path.join(FIXTURES, name));
const COMPRESSED = ['clip.opus', 'clip-vorbis.ogg', 'clip-flac.oga', 'clip.flac', 'clip.mp3'];

async function read(bytes: Buffer): Promise<{ samples: number[]; warnings: string[] }> {
  using folder = temporaryFolder();
  return await readSoundFile(folder.write('talk', bytes));
}

// Packages are compiled when they are first needed.
beforeAll(async () => {
  for (const name of COMPRESSED) await read(fixture(name));
});

describe('FLAC', () => {
  it('is decoded to its last block, which its package loses', async () => {
    const { samples, warnings } = await read(fixture('clip-short-last-block.flac'));
    const original = (await readSoundFile(DEMO_CLIP)).samples.slice(24_000, 32_800);
    expect(samples.slice(0, 8800).map((sample) => Math.round(sample * 0x7fff) + 0)).toEqual(
      original.map((sample) => Math.round(sample * 0x8000) + 0),
    );
    expect(warnings).toEqual([]);
  });

  it.each(['TAG', 'APETAGEX', 'ID3'])('is not damaged by a tag behind it: %s', async (tag) => {
    const { samples, warnings } = await read(Buffer.concat([fixture('clip.flac'), Buffer.from(tag.padEnd(128, '\0'))]));
    expect([samples.length, warnings]).toEqual([16_384, []]);
  });

  it('goes on where another file follows', async () => {
    const { samples, warnings } = await read(Buffer.concat([fixture('clip.flac'), fixture('clip.flac')]));
    expect([samples.length, warnings]).toEqual([Math.ceil(32_000 / 512) * 512, []]);
  });
});

describe('Ogg', () => {
  it.each([
    ['clip-vorbis.ogg', 'clip-vorbis-44k-stereo.ogg'],
    ['clip-vorbis-44k-stereo.ogg', 'clip-vorbis.ogg'],
    ['clip-vorbis-44k-stereo.ogg', 'clip.opus'],
    ['clip-flac.oga', 'clip-vorbis-44k-stereo.ogg'],
  ])('keeps the rate and the channels of each recording: %s, then %s', async (...names) => {
    const parts = await Promise.all(names.map(async (name) => (await read(fixture(name))).samples));
    const { samples, warnings } = await read(Buffer.concat(names.map(fixture)));
    const [first = [], second = []] = parts;
    expect(Math.abs(samples.length - first.length - second.length)).toBeLessThanOrEqual(1024);
    expect(warnings).toEqual([]);
    expect(energy(samples) / (energy(first) + energy(second))).toBeCloseTo(1, 2);
  });
});

describe('MP3', () => {
  const SOUND_AT = 45;
  const whole = fixture('clip.mp3');
  const half = (bytes: Buffer): Buffer => bytes.subarray(0, bytes.length / 2);
  const MISSING = /talk is damaged: 0\.[56] s that its header promises are missing\.$/u;

  /** The clip with another header in its first frame. */
  function withHeader(name: string, at: number, fields: Readonly<Record<number, number>>): Buffer {
    const bytes = Buffer.from(whole);
    const frame = bytes.subarray(SOUND_AT);
    frame.fill(0, 4, 216);
    frame.write(name, at, 'latin1');
    for (const [offset, value] of Object.entries(fields)) frame.writeUInt32BE(value, at + Number(offset));
    return bytes;
  }

  it.each([
    ['Info of ffmpeg', whole],
    ['Xing with frames', withHeader('Xing', 13, { 4: 0b01, 8: 30 })],
    ['Xing with bytes', withHeader('Xing', 13, { 4: 0b10, 8: whole.length - SOUND_AT })],
    ['VBRI', withHeader('VBRI', 36, { 10: whole.length - SOUND_AT, 14: 30 })],
  ])('that is cut short is told by its header: %s', async (_, bytes) => {
    expect((await read(bytes)).warnings).toEqual([]);
    const cut = await read(half(bytes));
    expect(cut.samples.length).toBeLessThan(10_000);
    expect(cut.warnings).toHaveLength(1);
    expect(cut.warnings[0]).toMatch(MISSING);
  });

  it('promises nothing without such a header, or with an empty one', async () => {
    expect((await read(half(fixture('clip-untagged.mp3')))).warnings).toEqual([]);
    expect((await read(half(withHeader('Xing', 13, { 4: 0b11 })))).warnings).toEqual([]);
  });

  it('is not damaged by another file or a tag behind it', async () => {
    expect((await read(Buffer.concat([whole, whole]))).warnings).toEqual([]);
    expect((await read(Buffer.concat([whole, Buffer.from('TAG'.padEnd(128, '\0'))]))).warnings).toEqual([]);
  });
});

describe('damaged files', () => {
  it('give what is left of them or an error about the input, and nothing on the terminal', async () => {
    using stderr = vi.spyOn(console, 'error');
    using written = vi.spyOn(process.stderr, 'write');
    const damage = fc.record({
      name: fc.constantFrom(...COMPRESSED),
      places: fc.array(fc.record({ at: fc.nat(30_000), value: fc.nat(255), isHead: fc.boolean() }), {
        minLength: 1,
        maxLength: 20,
      }),
    });
    await fc.assert(
      fc.asyncProperty(damage, async ({ name, places }) => {
        const bytes = fixture(name);
        for (const { at, value, isHead } of places) bytes[at % (isHead ? 200 : bytes.length)] = value;
        const failure: unknown = await read(bytes).then(
          () => undefined,
          (error: unknown) => error,
        );
        if (failure === undefined) return;
        expect(failure).toBeInstanceOf(EngineError);
        expect((failure as EngineError).code).toMatch(/^input-/u);
      }),
      { numRuns: 200 },
    );
    expect(stderr).not.toHaveBeenCalled();
    expect(written).not.toHaveBeenCalled();
  });

  it('are no success where nothing of them can be decoded', async () => {
    for (const name of ['clip.opus', 'clip-vorbis.ogg', 'clip.flac']) {
      const bytes = fixture(name);
      bytes.fill(0x55, 120);
      await expect(read(bytes)).rejects.toMatchObject({ code: 'input-damaged' });
    }
  });
});

function energy(samples: readonly number[]): number {
  return samples.reduce((sum, sample) => sum + sample * sample, 0);
}
