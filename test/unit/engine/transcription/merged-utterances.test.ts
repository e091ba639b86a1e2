import { describe, expect, it } from 'vitest';
import { spokenUtterance } from '../../../support/spoken-utterance.ts';

describe('an utterance that takes over the next one', () => {
  it('has the sound behind the cut at its length limit once, and knows where each media time lies in its sound', () => {
    const first = spokenUtterance({ number: 1, firstFrame: 0, frames: 100, framesBehindEnd: 40, reason: 'max-length' });
    first.merge(spokenUtterance({ number: 2, firstFrame: 60, frames: 50 }));
    first.merge(spokenUtterance({ number: 3, firstFrame: 1000, frames: 50 }));
    expect(first.endSampleCount / 512).toBe(160);
    expect(first.audio.length / 512).toBe(160);
    expect([59, 110, 900, 1000, 1025].map((frame) => first.samplesUntil(frame * 512) / 512)).toEqual([
      59, 110, 110, 110, 135,
    ]);
  });
});
