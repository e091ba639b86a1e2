import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ClockedHost, type HostTempo } from '../../../support/clocked-host.ts';
import { finalDelays, finalWords, saidWords, transcribeTalk } from '../../../support/clocked-talk.ts';

const hosts = vi.hoisted(() => ({ tempo: undefined as HostTempo | undefined }));
vi.mock('node:child_process', async (original) => ({
  ...(await original<object>()),
  fork: () => new ClockedHost(hosts.tempo!),
}));

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const use = (tempo: HostTempo): void => {
  hosts.tempo = tempo;
};

/** A simulation of ten minutes takes a second of the processor, and more where others have it too. */
const PATIENCE_MS = 30_000;

/** Utterances of 3.5 s of sound, one each 3.84 s: ten minutes of them. Three of them are the most that is merged. */
const TEN_MINUTES = 156;
const UTTERANCE_MS = 3500;
const MERGED_MS = 3 * UTTERANCE_MS;

/** A decode of one utterance takes `times` its sound, of which a share is the same for any sound. */
function decodeMsOf(times: number, fixedShare: number): (audioMs: number) => number {
  return (audioMs) => times * (fixedShare * UTTERANCE_MS + (1 - fixedShare) * audioMs);
}

describe('the lag of finals over ten minutes', () => {
  it.each([
    { times: 0.5, fixedShare: 0 },
    { times: 0.5, fixedShare: 0.9 },
    { times: 1.5, fixedShare: 0.5 },
    { times: 1.5, fixedShare: 0.9 },
    { times: 2, fixedShare: 0.8 },
    { times: 3, fixedShare: 0.97 },
  ])(
    'has a bound where a decode takes $times times an utterance, $fixedShare of that fixed, and less than what is merged',
    async ({ times, fixedShare }) => {
      const decodeMs = decodeMsOf(times, fixedShare);
      const { runs } = await transcribeTalk(TEN_MINUTES, { decodeMs }, use);
      const [{ events, fellBehind }] = runs as [(typeof runs)[0]];
      expect(finalWords(events)).toEqual(saidWords(TEN_MINUTES));
      expect(Math.max(...finalDelays(events))).toBeLessThanOrEqual(2 * decodeMs(MERGED_MS));
      expect(fellBehind).toBe(0);
    },
    PATIENCE_MS,
  );

  it(
    'grows where even that takes longer than its sound, and that is told; nothing is lost',
    async () => {
      const { runs } = await transcribeTalk(TEN_MINUTES, { decodeMs: decodeMsOf(3, 0) }, use);
      const [{ events, fellBehind }] = runs as [(typeof runs)[0]];
      expect(finalWords(events)).toEqual(saidWords(TEN_MINUTES));
      expect(fellBehind).toBe(1);
    },
    PATIENCE_MS,
  );
});
