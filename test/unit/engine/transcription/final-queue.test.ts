import { describe, expect, it } from 'vitest';
import { FinalQueue } from '../../../../src/engine/transcription/final-queue.ts';
import type { Utterance } from '../../../../src/engine/transcription/utterance.ts';
import { spokenUtterance } from '../../../support/spoken-utterance.ts';

const SECOND_FRAMES = 31;

/** An ended utterance of so many seconds, one each minute, the language of which was heard before. */
function utterance(number: number, language: string, seconds = 1): Utterance {
  return spokenUtterance({
    number,
    language,
    firstFrame: number * 60 * SECOND_FRAMES,
    frames: seconds * SECOND_FRAMES,
  });
}

/** Which utterances are recognised together where all are there before the first decode has ended. */
async function recognized(waiting: readonly Utterance[]): Promise<readonly [id: string, samples: number][]> {
  const begun: [string, number][] = [];
  const queue = new FinalQueue({
    concurrency: 1,
    maxMergedMs: 12_000,
    recognize: (one) => {
      begun.push([one.id, one.endSampleCount]);
      return Promise.resolve({ publish: () => undefined });
    },
    onMerge: () => undefined,
  });
  for (const one of [utterance(0, 'en'), ...waiting]) queue.add(one);
  await queue.below(1);
  return begun.slice(1);
}

describe('FinalQueue', () => {
  it('merges neighbours that wait, as long as they fit', async () => {
    const samples = SECOND_FRAMES * 512;
    const waiting = [utterance(1, 'en', 5), utterance(2, 'en', 5), utterance(3, 'en', 5)];
    expect(await recognized(waiting)).toEqual([
      ['s-1', 10 * samples],
      ['s-3', 5 * samples],
    ]);
  });

  it('does not merge what was heard in different languages', async () => {
    const waiting = [utterance(1, 'en'), utterance(2, 'es'), utterance(3, 'es'), utterance(4, 'en')];
    expect((await recognized(waiting)).map(([id]) => id)).toEqual(['s-1', 's-2', 's-4']);
  });

  it('recognises the rest of an utterance before what was said after it, and publishes it in between', async () => {
    const published: string[] = [];
    const queue = new FinalQueue({
      concurrency: 2,
      maxMergedMs: 0,
      recognize: async ({ id }) => {
        const number = Number(id.slice(2));
        // The first takes longest, so that the second is recognised and waits when the rest comes up.
        for (let turn = 0; turn < 10 && number === 0; turn += 1) await Promise.resolve();
        const publish = (): unknown => published.push(id);
        return number === 0 ? { publish, rest: utterance(5, 'de') } : { publish };
      },
      onMerge: () => undefined,
    });
    for (const number of [0, 1, 2]) queue.add(utterance(number, 'en'));
    await queue.below(1);
    expect(published).toEqual(['s-0', 's-5', 's-1', 's-2']);
  });
});
