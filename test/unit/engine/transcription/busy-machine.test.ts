import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { systemClock } from '../../../../src/engine/pipeline/clock.ts';
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

/** A load between two times from now on, in milliseconds. */
function loaded<Value>(fromMs: number, untilMs: number, values: { readonly idle: Value; readonly busy: Value }) {
  const startMs = systemClock.nowMs();
  return () => {
    const atMs = systemClock.nowMs() - startMs;
    return atMs >= fromMs && atMs < untilMs ? values.busy : values.idle;
  };
}

const mostOf = (values: readonly number[]): number => Math.max(...values);

describe('a machine that something else keeps busy', () => {
  it('hears more at once while the load lasts, and as often as before once it is gone', async () => {
    const decodeMs = loaded(20_000, 50_000, { idle: 90, busy: 1000 });
    const { runs, steps, told } = await transcribeTalk(22, { decodeMs }, use);
    const [{ events }] = runs as [(typeof runs)[0]];
    expect(finalWords(events)).toEqual(saidWords(22));
    expect(mostOf(steps.slice(0, 40))).toBe(200);
    expect(steps[80]).toBe(2000);
    expect(steps.at(-1)).toBe(200);
    expect(told).toEqual([{ type: 'long-step', stepMs: 2000, usualMs: 1000 }]);
  });

  it('makes no final later than without any words in between, and lets none wait for long', async () => {
    const busy = { decodeMs: () => 1000 };
    const live = await transcribeTalk(14, busy, use);
    const finalsOnly = await transcribeTalk(14, { ...busy, partials: false }, use);
    const [delays, without] = [live, finalsOnly].map(({ runs }) => finalDelays(runs[0]!.events)) as [
      number[],
      number[],
    ];
    expect(delays).toHaveLength(14);
    expect(mostOf(delays)).toBeLessThanOrEqual(mostOf(without));
    expect(mostOf(delays.slice(7))).toBeLessThanOrEqual(mostOf(delays.slice(0, 7)));
    expect(live.begun.partials).toBeGreaterThan(10);
  });

  it('does not change anything for one slow decode', async () => {
    let decodes = 0;
    const decodeMs = () => ((decodes += 1) === 12 ? 2500 : 90);
    const { runs, steps, begun } = await transcribeTalk(10, { decodeMs }, use);
    const even = await transcribeTalk(10, { decodeMs: () => 90 }, use);
    expect(mostOf(steps)).toBe(200);
    expect(finalWords(runs[0]!.events)).toEqual(saidWords(10));
    // Those of its own time are missing, and no more.
    expect(begun.partials).toBeGreaterThan(even.begun.partials - 14);
  });

  it('stays where it is while the load comes and goes', async () => {
    const startMs = systemClock.nowMs();
    const decodeMs = () => ((systemClock.nowMs() - startMs) % 12_000 < 8000 ? 800 : 90);
    const { runs, steps } = await transcribeTalk(24, { decodeMs }, use);
    expect(finalWords(runs[0]!.events)).toEqual(saidWords(24));
    const changes = steps.filter((ms, index) => index > 0 && ms !== steps[index - 1]);
    expect(changes.length).toBeLessThanOrEqual(4);
  });

  it('hears several sources in turns, none of which loses anything or falls behind', async () => {
    const sources = ['a', 'b', 'c'];
    const { runs, steps } = await transcribeTalk(12, { decodeMs: () => 250, sources }, use);
    for (const { events, metrics } of runs) {
      expect(finalWords(events)).toEqual(saidWords(12));
      expect(metrics.counters()['partials-decoded']).toBeGreaterThan(12);
      expect(mostOf(finalDelays(events))).toBeLessThan(2000);
    }
    expect(steps.at(-1)).toBe(1500);
  });

  it('feeds a stream with more at once, and its finals hold every word', async () => {
    // What a feed costs whatever is in it: larger pieces are cheaper.
    const costMs = loaded(15_000, 40_000, { idle: 20, busy: 250 });
    const feedMs = (audioMs: number) => costMs() + 0.1 * audioMs;
    const { runs, steps, begun } = await transcribeTalk(18, { decodeMs: () => 0, feedMs }, use);
    const [{ events }] = runs as [(typeof runs)[0]];
    expect(finalWords(events)).toEqual(saidWords(18));
    expect(mostOf(steps.slice(0, 30))).toBeLessThan(100);
    expect(steps[60]).toBeGreaterThan(500);
    expect(mostOf(steps)).toBeLessThanOrEqual(960);
    expect(steps.at(-1)).toBeLessThanOrEqual(160);
    expect(mostOf(finalDelays(events))).toBeLessThan(1500);
    expect(begun.finals).toBe(18);
  });
});
