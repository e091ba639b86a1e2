import { describe, expect, it } from 'vitest';
import { ByteReader } from '../../../../src/engine/audio/byte-reader.ts';
import { readWavHeader } from '../../../../src/engine/audio/wav-header.ts';
import { chunk, formatChunk, wavBytes } from '../../../support/audio/audio-support.ts';

const FORMAT = formatChunk({ encoding: 's16le', sampleRate: 16_000, channels: 1 });
const SOUND = chunk('data', Buffer.from([1, 2, 3, 4]));

/** Byte by byte, the least convenient way in which bytes can arrive. */
function readerOf(bytes: Uint8Array): ByteReader {
  return new ByteReader(
    (async function* () {
      for (const byte of bytes) yield await Promise.resolve(Uint8Array.of(byte));
    })(),
  );
}

const riff = (...chunks: Buffer[]): Buffer => chunk('RIFF', Buffer.concat([Buffer.from('WAVE'), ...chunks]));

async function headerOf(bytes: Uint8Array): Promise<{ dataBytes: number | undefined; firstByte: number | undefined }> {
  const reader = readerOf(bytes);
  const { dataBytes } = await readWavHeader(reader, 'talk.wav');
  return { dataBytes, firstByte: (await reader.read(1))[0] };
}

describe('readWavHeader', () => {
  it('passes over chunks that it does not know, of even and odd size', async () => {
    const extras = [
      chunk('LIST', Buffer.from('INFO')),
      chunk('odd ', Buffer.from('abc')),
      chunk('JUNK', Buffer.alloc(0)),
    ];
    expect(await headerOf(riff(...extras, chunk('fmt ', FORMAT), ...extras, SOUND))).toEqual({
      dataBytes: 4,
      firstByte: 1,
    });
  });

  it('forgives writers that do not pad odd chunks', async () => {
    const unpadded = chunk('odd ', Buffer.from('abc')).subarray(0, 11);
    expect(await headerOf(riff(unpadded, chunk('fmt ', FORMAT), SOUND))).toEqual({ dataBytes: 4, firstByte: 1 });
  });

  it.each([0, 0x7fff_f000, 0xffff_ffff])(
    'takes the length %i of a streaming writer as "to the end"',
    async (claimed) => {
      const data = chunk('data', Buffer.from([1, 2]), claimed);
      expect(await headerOf(riff(chunk('fmt ', FORMAT), data))).toEqual({ dataBytes: undefined, firstByte: 1 });
    },
  );

  it('takes no tag for sound where the sound is empty', async () => {
    const bytes = riff(chunk('fmt ', FORMAT), chunk('data', Buffer.alloc(0)), chunk('LIST', Buffer.from('INFO')));
    expect((await headerOf(bytes)).dataBytes).toBe(0);
  });

  it.each(['RF64', 'BW64'])('reads the 64-bit length of %s files', async (id) => {
    const sizes = Buffer.alloc(28);
    sizes.writeBigUInt64LE(6_000_000_000n, 8);
    const data = chunk('data', Buffer.from([1, 2]), 0xffff_ffff);
    const bytes = riff(chunk('ds64', sizes), chunk('fmt ', FORMAT), data);
    bytes.write(id);
    expect(await headerOf(bytes)).toEqual({ dataBytes: 6_000_000_000, firstByte: 1 });
  });

  it('calls a header that is cut anywhere damaged', async () => {
    const whole = wavBytes([[0.5]]);
    for (let length = 4; length < 44; length++) {
      await expect(readWavHeader(readerOf(whole.subarray(0, length)), 'talk.wav')).rejects.toMatchObject({
        code: 'input-damaged',
        message: expect.stringMatching(/^The header of talk\.wav is damaged: [^.]+\.$/) as string,
      });
    }
  });

  const field = (offset: number, value: number, bytes: 2 | 4): Buffer => {
    const format = Buffer.from(FORMAT);
    format.writeUIntLE(value, offset, bytes);
    return riff(chunk('fmt ', format), SOUND);
  };
  const refused: [string, Buffer, string, RegExp][] = [
    ['no channels', field(2, 0, 2), 'input-damaged', /0 channels/],
    ['1000 channels', field(2, 1000, 2), 'input-damaged', /1000 channels/],
    ['no rate', field(4, 0, 4), 'input-damaged', /0 samples per second/],
    ['an absurd rate', field(4, 4_000_000_000, 4), 'input-unsupported', /4000000000 samples per second/],
    ['no frame size', field(12, 0, 2), 'input-damaged', /16 bits per sample in 0 bytes/],
    ['no bits', field(14, 0, 2), 'input-damaged', /0 bits per sample/],
    ['an odd frame size', field(12, 5, 2), 'input-unsupported', /16-bit integer/],
    ['a short format', riff(chunk('fmt ', FORMAT.subarray(0, 10)), SOUND), 'input-damaged', /too short/],
    ['sound before its format', riff(SOUND, chunk('fmt ', FORMAT)), 'input-damaged', /before its format/],
    ['a giant format', riff(chunk('fmt ', FORMAT, 0x7000_0000), SOUND), 'input-damaged', /1879048192 bytes/],
    ['Microsoft ADPCM', field(0, 2, 2), 'input-unsupported', /Microsoft ADPCM/],
    ['µ-law', field(0, 7, 2), 'input-unsupported', /µ-law/],
    ['an unknown codec', field(0, 0x1234, 2), 'input-unsupported', /codec 0x1234/],
  ];
  it.each(refused)('refuses %s', async (_, bytes, code, message) => {
    const refusal = { code, message: expect.stringMatching(message) as string };
    await expect(readWavHeader(readerOf(bytes), 'talk.wav')).rejects.toMatchObject(refusal);
  });
});
