import { describe, expect, it } from 'vitest';
import { HighPass } from '../../../../../src/engine/audio/conditioning/high-pass.ts';
import { levelOf, toneOf } from '../../../../support/audio/conditioning-support.ts';

/** What the filter does to a tone once it has settled, in dB. */
function gainAt(hertz: number): number {
  const tone = toneOf(hertz, 0.5);
  const filtered = tone.slice();
  new HighPass().process(filtered);
  return levelOf(filtered.subarray(16_000)) - levelOf(tone.subarray(16_000));
}

describe('HighPass', () => {
  it('takes away what lies below the voice', () => {
    expect(gainAt(50)).toBeLessThanOrEqual(-8);
    expect(gainAt(20)).toBeLessThanOrEqual(-23);
    expect(gainAt(80)).toBeCloseTo(-3, 1);
  });

  it.each([
    [200, 1],
    [1000, 0.2],
    [7900, 0.2],
  ])('leaves %i Hz within %f dB', (hertz, tolerance) => {
    expect(Math.abs(gainAt(hertz))).toBeLessThanOrEqual(tolerance);
  });

  it('removes a constant offset', () => {
    const samples = new Float32Array(16_000).fill(0.3);
    new HighPass().process(samples);
    expect(Math.abs(samples.at(-1) ?? 1)).toBeLessThan(1e-6);
  });
});
