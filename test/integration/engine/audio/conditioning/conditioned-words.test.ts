import { describe, expect, it } from 'vitest';
import { wordErrorRate } from '../../../../../src/engine/transcription/text/word-errors.ts';
import {
  DEFAULT_CONDITIONING,
  NO_CONDITIONING,
  type ConditioningSettings,
} from '../../../../../src/engine/audio/conditioning/conditioning-settings.ts';
import { bareDecode } from '../../../../support/bare-recognizer.ts';
import { demoClip } from '../../../../support/clips.ts';
import { createNoise } from '../../../../support/noise.ts';
import { amplified, condition } from '../../../../support/audio/conditioning-support.ts';
import { heardUtterances } from './heard-utterances.ts';

/** Share of wrong words over the clips of two languages, through voice activity and the bundled model. */
async function wordErrors(
  change: (samples: Float32Array) => Float32Array,
  settings: ConditioningSettings,
): Promise<number> {
  let [wrong, all] = [0, 0];
  for (const language of ['en', 'es']) {
    const { samples, text } = demoClip(language);
    const { frames } = await condition(change(samples), settings);
    const texts: string[] = [];
    for (const utterance of await heardUtterances(frames)) texts.push(await bareDecode(utterance, language));
    const words = text.split(' ').length;
    wrong += words * wordErrorRate(text, texts.join(' '));
    all += words;
  }
  return wrong / all;
}

const clean = (samples: Float32Array): Float32Array => samples;
const quiet = (samples: Float32Array): Float32Array => amplified(samples, -30);
const clipped = (samples: Float32Array): Float32Array =>
  amplified(samples, 10).map((sample) => Math.min(1, Math.max(-1, sample)));
const humming = (samples: Float32Array): Float32Array => {
  return samples.map((sample, index) => 0.2 + sample + 0.15 * Math.sin((2 * Math.PI * 50 * index) / 16_000));
};
const withMusic = (samples: Float32Array): Float32Array => {
  const music = amplified(createNoise('music-like tones', 60), -12);
  return samples.map((sample, index) => sample + (music[index] ?? 0));
};

describe('words after conditioning', { timeout: 600_000 }, () => {
  it('are as right for clean, very quiet, clipped and humming speech as for clean speech without it', async () => {
    const reference = await wordErrors(clean, NO_CONDITIONING);
    for (const change of [clean, quiet, clipped, humming]) {
      expect(await wordErrors(change, DEFAULT_CONDITIONING)).toBeLessThanOrEqual(reference + 0.02);
    }
  });

  it('are as right with the gate on its own threshold', async () => {
    const reference = await wordErrors(clean, NO_CONDITIONING);
    expect(await wordErrors(quiet, { ...DEFAULT_CONDITIONING, gate: 'auto' })).toBeLessThanOrEqual(reference + 0.02);
  });

  it('are more often right in music with suppression than without', async () => {
    const without = await wordErrors(withMusic, DEFAULT_CONDITIONING);
    expect(await wordErrors(withMusic, { ...DEFAULT_CONDITIONING, suppression: true })).toBeLessThan(0.75 * without);
  });
});
