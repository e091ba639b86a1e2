import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ChannelMixer } from '../../../../src/engine/audio/channel-mixer.ts';
import { PcmDecoder, type SampleEncoding } from '../../../../src/engine/audio/pcm-decoder.ts';
import { pcmBytes } from '../../../support/audio/audio-support.ts';

const ENCODINGS: SampleEncoding[] = ['u8', 's16le', 's24le', 's32le', 'f32le', 'f64le'];

describe('PcmDecoder', () => {
  it('gives the same samples however the bytes are cut', () => {
    const anySound = fc.record({
      encoding: fc.constantFrom(...ENCODINGS),
      channels: fc.integer({ min: 1, max: 8 }),
      bytes: fc.uint8Array({ maxLength: 500 }),
      cuts: fc.array(fc.nat(60), { minLength: 1, maxLength: 50 }),
    });
    fc.assert(
      fc.property(anySound, ({ encoding, channels, bytes, cuts }) => {
        const format = { encoding, channels, sampleRate: 16_000 };
        const pieces = new PcmDecoder(format);
        const decoded: number[] = [];
        let start = 0;
        for (const length of [...cuts, bytes.length]) {
          decoded.push(...pieces.decode(bytes.subarray(start, start + length)));
          start += length;
        }
        expect(decoded).toEqual([...new PcmDecoder(format).decode(bytes)]);
      }),
    );
  });

  it.each(ENCODINGS)('brings back what was written as %s', (encoding) => {
    fc.assert(
      fc.property(
        fc.array(fc.float({ min: -1, max: Math.fround(0.99), noNaN: true }), { maxLength: 50 }),
        (samples) => {
          const decoder = new PcmDecoder({ encoding, channels: 1, sampleRate: 16_000 });
          const decoded = decoder.decode(pcmBytes([samples], encoding));
          const step = encoding === 'u8' ? 1 / 128 : 1 / 32_768;
          samples.forEach((sample, index) => expect(Math.abs(decoded[index]! - sample)).toBeLessThanOrEqual(step / 2));
        },
      ),
    );
  });
});

describe('ChannelMixer', () => {
  it('takes the mean', () => {
    const channels = [Float32Array.of(1, 0.5), Float32Array.of(0, -0.5), Float32Array.of(-0.25, 0.75)];
    const mono = new ChannelMixer(3, 16_000).mix(channels);
    expect([...mono]).toEqual([0.25, 0.25]);
  });
});
