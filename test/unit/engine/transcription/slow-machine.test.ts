import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { systemClock } from '../../../../src/engine/pipeline/clock.ts';
import type { PoolEvent } from '../../../../src/engine/transcription/host/recognizer-pool.ts';
import { ClockedHost, type HostTempo } from '../../../support/clocked-host.ts';
import { finalWords, saidWords, transcribeTalk } from '../../../support/clocked-talk.ts';

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

/** Runs a talk of so many utterances through the stage and one host. */
async function transcribeOne(utterances: number, decodeMs: HostTempo['decodeMs']) {
  const { runs, told, begun } = await transcribeTalk(utterances, { decodeMs }, (tempo) => (hosts.tempo = tempo));
  const [run] = runs;
  return { events: run!.events, told, notices: run!.notices, begun, counters: run!.metrics.counters() };
}

const typesOf = (told: readonly PoolEvent[]) => told.map(({ type }) => type);

describe('a machine that is too slow for its speech model', () => {
  it.each([
    [0.5, ['long-step']],
    [1, []],
    [3, ['too-slow']],
    [10, ['too-slow']],
  ])('loses no text where decodes take %s times the sound, and tells it once', async (times, expected) => {
    const { events, told, notices, counters } = await transcribeOne(20, (audioMs) => times * audioMs);
    expect(finalWords(events)).toEqual(saidWords(20));
    expect(typesOf(told)).toEqual(expected);
    expect(notices).toEqual([]);
    const discards = Object.keys(counters).filter((name) => name.startsWith('discarded-'));
    expect(discards.filter((name) => name !== 'discarded-merged')).toEqual([]);
  });

  it('merges what waits and leaves partials out where each decode takes 8 s, and keeps up so', async () => {
    const { events, told, begun, counters } = await transcribeOne(20, () => 8000);
    expect(finalWords(events)).toEqual(saidWords(20));
    expect(typesOf(told)).toEqual(['too-slow']);
    expect(begun.partials).toBeLessThanOrEqual(2);
    expect(counters['discarded-merged']).toBeGreaterThanOrEqual(8);
  });

  it('shows partials again once it is fast again', async () => {
    const slowUntilMs = systemClock.nowMs() + 40_000;
    const { events, begun } = await transcribeOne(30, () => (systemClock.nowMs() < slowUntilMs ? 6000 : 200));
    expect(finalWords(events)).toEqual(saidWords(30));
    expect(begun.partials).toBeGreaterThan(40);
    const last = events.filter((event) => event.type === 'transcript-partial').at(-1);
    expect(last?.utteranceId).toBe('s-30');
  });

  it('waits for the first decode, with which all is loaded', async () => {
    let decodes = 0;
    const { events, told } = await transcribeOne(3, () => ((decodes += 1) === 1 ? 50_000 : 300));
    expect(finalWords(events)).toEqual(saidWords(3));
    expect(typesOf(told)).not.toContain('host-lost');
  });

  it('decodes again, with more patience, where it took a slow host for a hung one', async () => {
    let finals = 0;
    const { events, told } = await transcribeOne(4, (_, final) =>
      final && [2, 3].includes((finals += 1)) ? 40_000 : 300,
    );
    expect(finalWords(events)).toEqual(saidWords(4));
    expect(typesOf(told)).toEqual(expect.arrayContaining(['host-lost', 'host-restarted']));
  });
});
