import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HOP_SAMPLES, LogMel } from '../../../../../src/engine/transcription/whisper-onnx/log-mel.ts';
import { melFilters } from '../../../../../src/engine/transcription/whisper-onnx/mel-filters.ts';
import {
  powerSpectrum,
  SPECTRUM_BINS,
  SPECTRUM_SAMPLES,
} from '../../../../../src/engine/transcription/whisper-onnx/power-spectrum.ts';
import { heldOutClip } from '../../../../contract/recognizer-contract.ts';
import { expectAll } from '../../../../support/expect-all.ts';

const HALF = SPECTRUM_SAMPLES / 2;

describe('powerSpectrum', () => {
  it('is the plain Fourier transform, squared', () => {
    const frames = fc.array(fc.double({ min: -1, max: 1, noNaN: true }), {
      minLength: SPECTRUM_SAMPLES,
      maxLength: SPECTRUM_SAMPLES,
    });
    fc.assert(
      fc.property(frames, fc.nat(SPECTRUM_BINS - 1), (frame, bin) => {
        const power = new Float64Array(SPECTRUM_BINS);
        powerSpectrum(Float64Array.from(frame), power);
        let [real, imaginary] = [0, 0];
        for (const [index, sample] of frame.entries()) {
          const angle = (-2 * Math.PI * bin * index) / SPECTRUM_SAMPLES;
          real += sample * Math.cos(angle);
          imaginary += sample * Math.sin(angle);
        }
        expect(power[bin]).toBeCloseTo(real ** 2 + imaginary ** 2, 6);
      }),
    );
  });
});

describe.each([80, 128])('melFilters, %i of them', (count) => {
  const filters = melFilters(count);

  it('rise in frequency, are no negative and never empty', () => {
    expect(filters).toHaveLength(count);
    const middles = filters.map(({ firstBin, weights }) => {
      expect(weights.length).toBeGreaterThan(0);
      expect(firstBin + weights.length).toBeLessThanOrEqual(SPECTRUM_BINS);
      for (const weight of weights) expect(weight).toBeGreaterThan(0);
      return firstBin + weights.length / 2;
    });
    expect(middles).toEqual(middles.toSorted((a, b) => a - b));
  });

  it('leave out no frequency between their first and their last', () => {
    const heard = new Set(filters.flatMap(({ firstBin, weights }) => [...weights.keys()].map((bin) => bin + firstBin)));
    for (let bin = 1; bin < SPECTRUM_BINS - 1; bin += 1) expect(heard.has(bin)).toBe(true);
  });
});

describe('LogMel', () => {
  const { samples } = heldOutClip('en01');
  const frames = 2 * Math.ceil(samples.length / 320) + 100;

  function atOnce(sound: Float32Array, frameCount = frames): Float32Array {
    const features = new LogMel(80);
    features.push(sound);
    return features.window(sound.length, frameCount);
  }

  /** To the last bit. */
  const same = (a: Float32Array, b: Float32Array): boolean => Buffer.from(a.buffer).equals(Buffer.from(b.buffer));

  it('gives the same for sound in pieces, with decodes in between, as for sound at once', () => {
    const pieces = fc.array(fc.record({ length: fc.integer({ min: 1, max: 6000 }), decoded: fc.boolean() }), {
      minLength: 1,
      maxLength: 12,
    });
    fc.assert(
      fc.property(pieces, (cuts) => {
        const features = new LogMel(80);
        let pushed = 0;
        for (const { length, decoded } of cuts) {
          features.push(samples.subarray(pushed, pushed + length));
          pushed = Math.min(samples.length, pushed + length);
          if (decoded) features.window(pushed, 300);
        }
        expect(features.length).toBe(pushed);
        expect(same(features.window(pushed, 600), atOnce(samples.slice(0, pushed), 600))).toBe(true);
      }),
      { numRuns: 15 },
    );
  });

  it('hears nothing of the sound behind the part that is decoded', () => {
    const part = 8000 + 123;
    const features = new LogMel(80);
    features.push(samples);
    features.window(samples.length, frames);
    expect(same(features.window(part, frames), atOnce(samples.slice(0, part)))).toBe(true);
  });

  it('is silence behind the sound, and keeps within the range that Whisper knows', () => {
    const part = atOnce(samples.slice(0, 16_000), 400);
    const floor = Math.min(...part);
    expect(Math.max(...part) - floor).toBeLessThanOrEqual(2 + 1e-6);
    const silentFrom = Math.ceil((16_000 + HALF) / HOP_SAMPLES);
    for (let band = 0; band < 80; band += 1) {
      expect(new Set(part.subarray(band * 400 + silentFrom, (band + 1) * 400))).toEqual(new Set([floor]));
    }
  });

  it('tells a tone by the band that it lies in', () => {
    const hertz = 1000;
    const tone = Float32Array.from({ length: 16_000 }, (_, n) => Math.sin((2 * Math.PI * hertz * n) / 16_000));
    const features = atOnce(tone, 100);
    const loudness = Array.from({ length: 80 }, (_, band) => features[band * 100 + 50]!);
    const loudest = loudness.indexOf(Math.max(...loudness));
    const { firstBin, weights } = melFilters(80)[loudest]!;
    const bin = (hertz * SPECTRUM_SAMPLES) / 16_000;
    expect(bin).toBeGreaterThanOrEqual(firstBin);
    expect(bin).toBeLessThan(firstBin + weights.length);
  });

  it('takes samples that are no numbers for silence, and hears what is around them', () => {
    const broken = samples.slice();
    broken[8000] = Number.NaN;
    broken[8001] = Number.POSITIVE_INFINITY;
    const features = atOnce(broken);
    expectAll(features, Number.isFinite);
    const whole = atOnce(samples);
    expect(features[frames * 10 + 10]).toBe(whole[frames * 10 + 10]);
  });

  it('gives a window of silence for no sound', () => {
    expect(new Set(atOnce(new Float32Array(0), 20)).size).toBe(1);
  });
});
