import { describe, expect, it } from 'vitest';
import {
  chunk,
  formatChunk,
  pcmBytes,
  readSoundFile,
  signalToNoiseDb,
  temporaryFolder,
  tone,
  wavBytes,
} from '../../../support/audio/audio-support.ts';

const second = tone(16_000, { hertz: 440, sampleRate: 16_000 });
const LIST = chunk('LIST', Buffer.alloc(900, 'tag'));

/** Seconds of sound in a file, and what is said about it. */
async function read(bytes: Buffer): Promise<{ seconds: number; warnings: string[] }> {
  using folder = temporaryFolder();
  const { samples, warnings } = await readSoundFile(folder.write('talk.wav', bytes));
  return { seconds: samples.length / 16_000, warnings: warnings.map((text) => text.replace(/^.*talk\.wav /u, '')) };
}

/** `riff`, `data` and what follows it, with a header that claims `size` of the sound. */
function claiming(size: number, { id = 'RIFF', size64 }: { id?: string; size64?: bigint } = {}): Buffer {
  const sizes = Buffer.alloc(28);
  sizes.writeBigUInt64LE(size64 ?? 0n, 8);
  const format = chunk('fmt ', formatChunk({ encoding: 's16le', sampleRate: 16_000, channels: 1 }));
  const ds64 = size64 === undefined ? Buffer.alloc(0) : chunk('ds64', sizes);
  const body = Buffer.concat([Buffer.from('WAVE'), ds64, format, chunk('data', pcmBytes([second], 's16le'), size)]);
  return Buffer.concat([Buffer.from(id), Buffer.alloc(4, 0xff), body]);
}

describe('WAV files whose header is wrong', () => {
  it.each([200, 201, 8000, 28_000])('are read to their end, where it claims %i bytes', async (size) => {
    const { seconds, warnings } = await read(claiming(size));
    expect(seconds).toBeCloseTo(1.024, 3);
    expect(warnings).toEqual([expect.stringMatching(/^is longer than its header says: [01]\.\d s more were read\.$/u)]);
  });

  it('keep the order of bytes where the claimed size is odd', async () => {
    const bytes = wavBytes([second], { encoding: 's24le', claimedBytes: 3001 });
    using folder = temporaryFolder();
    const { samples } = await readSoundFile(folder.write('odd.wav', bytes));
    expect(signalToNoiseDb(samples, second)).toBeGreaterThan(100);
  });

  it('are no reason to take tags for sound', async () => {
    for (const name of ['LIST', 'iXML', 'id3 ', 'AFAn']) {
      const tagged = Buffer.concat([wavBytes([second.slice(0, 5120)]), chunk(name, Buffer.alloc(901, 'tag')), LIST]);
      expect(await read(tagged)).toEqual({ seconds: 0.32, warnings: [] });
    }
  });

  it('may follow one another, or have sound in several chunks', async () => {
    const part = second.slice(0, 5120);
    expect(await read(Buffer.concat([wavBytes([part]), LIST, wavBytes([part, part])]))).toMatchObject({
      seconds: 0.64,
    });
    const more = Buffer.concat([wavBytes([part]), LIST, chunk('data', pcmBytes([part], 's16le'))]);
    expect(await read(more)).toEqual({ seconds: 0.64, warnings: [] });
  });

  const rf64: [string, bigint, string[]][] = [
    ['right', 32_000n, []],
    ['0', 0n, []],
    ['a placeholder', 0xffff_ffff_ffff_ffffn, []],
    ['too small', 3200n, ['is longer than its header says: 0.9 s more were read.']],
    ['too large', 64_000n, ['is cut short: 1.0 s that its header promises are missing.']],
  ];
  it.each(rf64)('are read whole where their 64-bit size is %s', async (_, size64, warnings) => {
    for (const id of ['RF64', 'BW64']) {
      expect(await read(claiming(0xffff_ffff, { id, size64 }))).toEqual({ seconds: 1.024, warnings });
    }
  });

  it('count by their 32 bits where those are no placeholder', async () => {
    expect(await read(claiming(32_000, { id: 'RF64', size64: 999_999n }))).toEqual({ seconds: 1.024, warnings: [] });
  });

  it.each([0, 0x20, 0x41, 0xff])('may fill up odd chunks with %i', async (padding) => {
    const odd = chunk('LIST', Buffer.from('abc'));
    odd[odd.length - 1] = padding;
    expect(await read(wavBytes([second], { extraChunks: odd }))).toEqual({ seconds: 1.024, warnings: [] });
  });
});
