import { describe, expect, it } from 'vitest';
import { LevelWatch, type LevelFinding } from '../../../../../src/engine/audio/devices/level-watch.ts';
import { heldOutClips } from '../../../../support/clips.ts';

const RATE = 16_000;

/** What is found in `seconds` of sound. @param at one sample by channel and number. */
function found(seconds: number, channels: number, at: (index: number, channel: number) => number): LevelFinding[] {
  const watch = new LevelWatch();
  const findings: LevelFinding[] = [];
  // In chunks whose length fits nothing.
  const chunkFrames = 333;
  for (let start = 0; start < seconds * RATE; start += chunkFrames) {
    const chunk = new Float32Array(chunkFrames * channels).map((_, index) =>
      at(start + Math.floor(index / channels), index % channels),
    );
    findings.push(...watch.push(chunk, { sampleRate: RATE, channels }));
  }
  return findings;
}

const noise = (level: number): number => (Math.random() * 2 - 1) * level;
const words = heldOutClips(1)[0]!.samples;
/** Speech with pauses, again and again. */
const speech = (index: number, gain = 1): number => (words[index % (words.length + RATE)] ?? 0) * gain + noise(0.0001);

describe('LevelWatch', () => {
  it('finds nothing wrong with speech, nor with an hour of a silent room', () => {
    expect(found(65, 1, (index) => speech(index))).toEqual([]);
    expect(found(300, 1, () => noise(0.002))).toEqual([]);
  });

  it('finds digital silence after 30 s, once', () => {
    expect(found(29.9, 2, () => 0)).toEqual([]);
    expect(found(200, 2, () => 0)).toEqual([{ type: 'no-sound', seconds: 30 }]);
  });

  it('does not take pauses for a missing microphone', () => {
    expect(found(100, 1, (index) => (index % (29 * RATE) === 0 ? 0.1 : 0))).toEqual([]);
  });

  it('finds sound that is cut off at full scale', () => {
    expect(found(25, 1, (index) => Math.max(-1, Math.min(1, speech(index, 60))))).toEqual([{ type: 'clipping' }]);
  });

  it('finds the dead channel of a pair', () => {
    const left = found(25, 2, (index, channel) => (channel === 0 ? speech(index) : 0));
    expect(left).toEqual([{ type: 'one-channel', liveChannel: 1 }]);
    const right = found(25, 2, (index, channel) => (channel === 1 ? speech(index) : noise(0.0002)));
    expect(right).toEqual([{ type: 'one-channel', liveChannel: 2 }]);
  });

  it('finds speech that is far too quiet, and says how quiet', () => {
    const [finding, ...more] = found(65, 1, (index) => speech(index, 0.02));
    expect(finding).toMatchObject({ type: 'too-quiet' });
    expect(finding?.type === 'too-quiet' && finding.decibels).toBeLessThan(-46);
    expect(more).toEqual([]);
  });
});
