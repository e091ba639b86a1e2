import { describe, expect, it } from 'vitest';
import { Fragments } from '../../../../src/engine/transcription/fragments.ts';
import type { Utterance } from '../../../../src/engine/transcription/utterance.ts';
import { spokenUtterance } from '../../../support/spoken-utterance.ts';

/** What of the utterances is recognised at once: the first of each, and its length in frames. */
function whole(utterances: readonly Utterance[]): { whole: readonly (readonly [string, number])[]; joined: string[] } {
  const taken: [string, number][] = [];
  const joined: string[] = [];
  const fragments = new Fragments({
    maxJoinedMs: 12_000,
    onJoin: ({ id }) => joined.push(id),
    onWhole: ({ id, endSampleCount }) => taken.push([id, endSampleCount / 512]),
  });
  for (const utterance of utterances) fragments.add(utterance);
  fragments.release();
  return { whole: taken, joined };
}

describe('Fragments', () => {
  it('joins what is short to what follows without a gap, and what lies in both counts once', () => {
    const utterances = [
      spokenUtterance({ number: 1, firstFrame: 0, frames: 60 }),
      spokenUtterance({ number: 2, firstFrame: 50, frames: 60, speechMs: 9000 }),
    ];
    expect(whole(utterances)).toEqual({ whole: [['s-1', 110]], joined: ['s-2'] });
  });

  it('leaves apart what a gap parts, what is long enough by itself, and what is too long together', () => {
    const utterances = [
      spokenUtterance({ number: 1, firstFrame: 0, frames: 60 }),
      spokenUtterance({ number: 2, firstFrame: 61, frames: 120, speechMs: 3000 }),
      spokenUtterance({ number: 3, firstFrame: 181, frames: 120, speechMs: 3000 }),
      spokenUtterance({ number: 4, firstFrame: 301, frames: 300 }),
    ];
    expect(whole(utterances)).toEqual({
      whole: [
        ['s-1', 60],
        ['s-2', 120],
        ['s-3', 120],
        ['s-4', 300],
      ],
      joined: [],
    });
  });
});

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
