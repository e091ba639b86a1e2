import { expect, it } from 'vitest';
import { demoClip } from '../../../../support/clips.ts';
import { toFrames } from '../../../../support/frames.ts';
import { createNoise } from '../../../../support/noise.ts';
import { amplified, condition } from '../../../../support/audio/conditioning-support.ts';
import { heardUtterances } from './heard-utterances.ts';

it.each([-45, 'auto'] as const)('the noise gate keeps what the detector takes for speech, with %s', async (gate) => {
  const noise = amplified(createNoise('white noise', 60), -35);
  const noisy = demoClip('en').samples.map((sample, index) => sample + (noise[index] ?? 0));
  const open = await heardUtterances(toFrames(noisy));
  const gated = await heardUtterances((await condition(noisy, { gate })).frames);
  expect(Math.abs(gated.length - open.length)).toBeLessThanOrEqual(1);
  const seconds = (all: Float32Array[]): number => all.reduce((sum, { length }) => sum + length / 16_000, 0);
  expect(seconds(gated)).toBeGreaterThanOrEqual(0.95 * seconds(open));
});
