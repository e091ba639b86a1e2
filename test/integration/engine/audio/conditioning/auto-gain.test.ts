import { beforeAll, describe, expect, it } from 'vitest';
import { samplesToMs } from '../../../../../src/engine/audio/audio-frame.ts';
import { Conditioner } from '../../../../../src/engine/audio/conditioning/conditioner.ts';
import { DEFAULT_CONDITIONING } from '../../../../../src/engine/audio/conditioning/conditioning-settings.ts';
import { demoClip } from '../../../../support/clips.ts';
import { toFrames } from '../../../../support/frames.ts';
import { createNoise, NOISES } from '../../../../support/noise.ts';
import { amplified, condition } from '../../../../support/audio/conditioning-support.ts';

const TARGET_DBFS = -20;

/** Gain after each frame, in dB. */
function gains(samples: Float32Array): number[] {
  const conditioner = new Conditioner(DEFAULT_CONDITIONING);
  return toFrames(samples).map((frame) => {
    conditioner.push(frame);
    return conditioner.state.autoGainDb;
  });
}

const minutes = new Map<string, Float32Array>();

/** A minute of noise; some of them take seconds to make. */
function minuteOf(name: string): Float32Array {
  const noise = minutes.get(name) ?? createNoise(name, 60);
  minutes.set(name, noise);
  return noise;
}

describe('automatic gain', () => {
  let clip: Float32Array;
  beforeAll(() => {
    clip = demoClip('en').samples;
  });

  it.each([-20, -10, 10, 20])('brings speech that is %i dB off to its level within 6 s of media time', (offset) => {
    const curve = gains(amplified(clip, offset));
    const settled = curve.at(-1) ?? 0;
    const firstWithin = curve.findIndex((gain) => Math.abs(gain - settled) <= 3);
    expect(samplesToMs(firstWithin * 512)).toBeLessThanOrEqual(6000);
    for (const gain of curve.slice(firstWithin)) expect(Math.abs(gain - settled)).toBeLessThanOrEqual(3);
  });

  it('ends at -20 dBFS for speech, whatever the level was', async () => {
    for (const offset of [-20, 0, 6]) {
      const { stage } = await condition(amplified(clip, offset), DEFAULT_CONDITIONING);
      const { speechDbfs = Number.NaN, autoGainDb = Number.NaN } = stage.state() ?? {};
      expect(Math.abs(speechDbfs + autoGainDb - TARGET_DBFS)).toBeLessThanOrEqual(1.5);
    }
  });

  it('adds no more than 30 dB', () => {
    expect(Math.max(...gains(amplified(clip, -45)))).toBeLessThanOrEqual(30);
  });

  it('cuts nothing off and bends little, when somebody shouts after a whisper', async () => {
    const shout = new Float32Array(2 * clip.length);
    shout.set(amplified(clip, -25));
    shout.set(amplified(clip, 12), clip.length);
    const { samples, stage } = await condition(shout, DEFAULT_CONDITIONING);
    expect(stage.state()?.limitedSamples).toBeLessThan(0.005 * samples.length);
    expect(samples.reduce((peak, sample) => Math.max(peak, Math.abs(sample)), 0)).toBeLessThan(1);
  });

  const levels = [0, -20, -40];
  const noises = Object.keys(NOISES).flatMap((name) => levels.map((level) => [name, level] as const));
  it.each(noises)('does not raise 60 s of %s at %i dB', (name, level) => {
    const curve = gains(amplified(minuteOf(name), level));
    expect(Math.max(...curve) - Math.min(...curve)).toBeLessThanOrEqual(3);
  });

  it.each(['white noise', 'pink noise', 'mains hum'])('does not raise %s that begins after silence', (name) => {
    const curve = gains(amplified(minuteOf(name).subarray(0, 320_000), -20).fill(0, 0, 160_000));
    expect(Math.max(...curve)).toBeLessThanOrEqual(3);
  });

  it('holds its gain through a minute of noise after speech', () => {
    const noise = amplified(minuteOf('pink noise'), -20);
    const sound = new Float32Array(clip.length + noise.length);
    sound.set(amplified(clip, -15));
    sound.set(noise, clip.length);
    const curve = gains(sound).slice(Math.floor(clip.length / 512));
    expect(Math.max(...curve) - Math.min(...curve)).toBeLessThanOrEqual(3);
  });
});
