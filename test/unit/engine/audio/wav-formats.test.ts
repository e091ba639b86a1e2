import { describe, expect, it } from 'vitest';
import { audioTypeOf } from '../../../../src/engine/audio/audio-type.ts';
import type { SampleEncoding } from '../../../../src/engine/audio/pcm-decoder.ts';
import {
  readSoundFile,
  signalToNoiseDb,
  temporaryFolder,
  tone,
  wavBytes,
  type WavOptions,
} from '../../../support/audio/audio-support.ts';

/** Signal to noise of a 440 Hz tone read back from a WAV file. The ends are left out: the tone starts with a jump. */
async function toneQuality(options: WavOptions & { channels?: number }): Promise<{ snrDb: number; length: number }> {
  using folder = temporaryFolder();
  const { sampleRate = 16_000, channels = 1 } = options;
  const wave = tone(sampleRate / 2, { hertz: 440, sampleRate });
  // Every channel has its own level, so that a channel that is left out or counted twice is noticed.
  const perChannel = Array.from({ length: channels }, (_, index) =>
    wave.map((sample) => (sample * (index + 1)) / channels),
  );
  const { samples } = await readSoundFile(folder.write('tone.wav', wavBytes(perChannel, options)));
  const meanLevel = (channels + 1) / 2 / channels;
  const expected = tone(8000, { hertz: 440, sampleRate: 16_000, amplitude: 0.5 * meanLevel });
  return { snrDb: signalToNoiseDb(samples.slice(500, 7500), expected.slice(500, 7500)), length: samples.length };
}

describe('WAV formats', () => {
  const bestSnrDb: [SampleEncoding, number][] = [
    ['u8', 40],
    ['s16le', 88],
    ['s24le', 130],
    ['s32le', 140],
    ['f32le', 140],
    ['f64le', 140],
  ];
  it.each(bestSnrDb)('reads %s samples with the precision that they have', async (encoding, atLeastDb) => {
    for (const extensible of [false, true]) {
      expect((await toneQuality({ encoding, extensible })).snrDb).toBeGreaterThan(atLeastDb);
      expect((await toneQuality({ encoding, extensible, channels: 2 })).snrDb).toBeGreaterThan(atLeastDb - 6);
    }
  });

  it.each([8000, 11_025, 12_000, 22_050, 32_000, 44_100, 48_000, 88_200, 96_000, 192_000])(
    'brings %i Hz to 16 kHz',
    async (sampleRate) => {
      const { snrDb, length } = await toneQuality({ sampleRate, encoding: 'f32le' });
      expect(snrDb).toBeGreaterThan(100);
      expect(length).toBe(Math.ceil(Math.round((Math.floor(sampleRate / 2) * 16_000) / sampleRate) / 512) * 512);
    },
  );

  it.each([1, 2, 3, 4, 5, 6, 7, 8])('mixes %i channels down to their mean', async (channels) => {
    expect((await toneQuality({ channels, encoding: 's24le' })).snrDb).toBeGreaterThan(120);
  });

  it('keeps the values of samples that need no conversion', async () => {
    using folder = temporaryFolder();
    const values = [0, 1, -1, 12_345, -32_768, 32_767].map((value) => value / 0x8000);
    const { samples } = await readSoundFile(folder.write('exact.wav', wavBytes([values])));
    expect(samples.slice(0, 7)).toEqual([...values, 0]);
  });

  it('limits float samples that are louder than full scale, and silences those that are no numbers', async () => {
    using folder = temporaryFolder();
    const loud = wavBytes([[3, -3, Number.NaN, Number.POSITIVE_INFINITY, 0.5]], { encoding: 'f32le' });
    const { samples } = await readSoundFile(folder.write('loud.wav', loud));
    expect(samples.slice(0, 5)).toEqual([1, -1, 0, 0, 0.5]);
  });

  it('does not take a text file with a UTF-16 mark for sound', () => {
    expect(audioTypeOf(Buffer.from('\ufeffhello there', 'utf16le'))).toEqual({ kind: 'unknown' });
  });
});
