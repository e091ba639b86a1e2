import { describe, expect, it } from 'vitest';
import { ChannelMixer, planesOf } from '../../../../src/engine/audio/channel-mixer.ts';
import { expectSameSamples } from '../../../support/audio/expect-samples.ts';

const RATE = 16_000;
/** Two seconds of two voices that have nothing to do with each other, and of noise. */
const voice = planeOf((at) => 0.3 * Math.sin(at * 0.08) * Math.sin(at / 900));
const other = planeOf((at) => 0.2 * Math.sin(at * 0.131) * Math.cos(at / 1100));
const noise = planeOf((at) => 0.05 * Math.sin(at * at * 0.37));

function planeOf(value: (at: number) => number): Float32Array {
  return Float32Array.from({ length: 2 * RATE }, (_, at) => value(at));
}

function scaled(plane: Float32Array, factor: number): Float32Array {
  return plane.map((sample) => sample * factor);
}

function sum(...planes: Float32Array[]): Float32Array {
  return planeOf((at) => planes.reduce((total, plane) => total + (plane[at] ?? 0), 0));
}

/** Level of a mix against its loudest channel, in dB, without its first tenth of a second. */
function lossDb(...planes: Float32Array[]): number {
  const mono = new ChannelMixer(planes.length, RATE).mix(planes);
  return levelDb(mono) - Math.max(...planes.map(levelDb));
}

function levelDb(plane: Float32Array): number {
  return 10 * Math.log10(plane.slice(RATE / 10).reduce((power, sample) => power + sample * sample, 1e-12));
}

describe('ChannelMixer', () => {
  it.each([
    ['one is inverted', [voice, scaled(voice, -1)]],
    ['one is inverted and quieter', [voice, scaled(voice, -0.5)]],
    ['one is inverted, with noise on both', [sum(voice, noise), scaled(voice, -1)]],
    ['the voice alone is inverted', [sum(voice, scaled(other, 0.5)), sum(scaled(voice, -1), scaled(other, 0.5))]],
    ['every second of four is inverted', [voice, scaled(voice, -1), voice, scaled(voice, -1)]],
    ['two of a quieter pair cancel', [other, other, scaled(voice, 0.4), scaled(voice, -0.4)].slice(2)],
  ])('loses no sound where %s', (_, planes) => {
    expect(lossDb(...planes)).toBeGreaterThan(-3.5);
  });

  it('gives exactly the mean of channels that do not cancel each other out', () => {
    for (const planes of [
      [voice, voice],
      [voice, other],
      [voice, planeOf(() => 0)],
      [voice, other, noise],
    ]) {
      const mono = new ChannelMixer(planes.length, RATE).mix(planes);
      const mean = planeOf((at) => planes.reduce((total, plane) => total + (plane[at] ?? 0), 0) / planes.length);
      expectSameSamples(mono, mean);
    }
  });

  it('hears a channel again once it is right', () => {
    const repaired = voice.map((sample, at) => (at < RATE ? -sample : sample));
    const mono = new ChannelMixer(2, RATE).mix([sum(voice, noise), repaired]);
    const mean = sum(voice, scaled(noise, 0.5));
    expect([...mono.slice(-1000)]).toEqual([...mean.slice(-1000)].map((value) => expect.closeTo(value, 5) as number));
  });

  it('hears both voices of a pair and of a third channel', () => {
    const mono = new ChannelMixer(3, RATE).mix([other, voice, scaled(voice, -1)]);
    const expected = sum(other, voice).map((sample) => sample / 2);
    expect(levelDb(sum(mono, scaled(expected, -1))) - levelDb(expected)).toBeLessThan(-20);
  });

  it('makes no difference of how the sound is cut', () => {
    const planes = [voice, sum(scaled(voice, -0.8), noise)];
    const pieces = new ChannelMixer(2, RATE);
    const cut: number[] = [];
    for (let at = 0, size = 1; at < voice.length; at += size, size = (size * 7 + 3) % 500) {
      cut.push(...pieces.mix(planes.map((plane) => plane.subarray(at, at + size))));
      if (size === 0) size = 1;
    }
    expect(cut).toEqual([...new ChannelMixer(2, RATE).mix(planes)]);
  });
});

describe('planesOf', () => {
  it('parts the samples of all channels', () => {
    expect(planesOf(Float32Array.of(1, 2, 3, 4, 5, 6, 7), 3)).toEqual([
      Float32Array.of(1, 4),
      Float32Array.of(2, 5),
      Float32Array.of(3, 6),
    ]);
  });
});
