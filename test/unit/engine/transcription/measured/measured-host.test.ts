import { describe, expect, it } from 'vitest';
import { MeasuredHost } from '../../../../../src/engine/transcription/measured/measured-host.ts';
import { ManualClock } from '../../../../../src/testing/manual-clock.ts';

const SECOND = 16_000;
const { signal } = new AbortController();

/** A host that takes so long for everything, and understands a word once it has heard so much. */
function host(clock: ManualClock, { tookMs, understoodAfter }: { tookMs: number; understoodAfter: number }) {
  const lengths: number[] = [];
  let heard = 0;
  const textOf = (samples: number): string => (samples >= understoodAfter ? 'hello' : '');
  return {
    lengths,
    open: () => {
      heard = 0;
    },
    push: () => undefined,
    close: () => undefined,
    decode: async (_id: string, { sampleCount }: { readonly sampleCount: number }) => {
      lengths.push(sampleCount / SECOND);
      await clock.sleep(tookMs, signal);
      return { text: textOf(sampleCount), language: 'en', endedByLength: false };
    },
    hear: async (_type: string, { samples }: { readonly samples: Float32Array }) => {
      heard += samples.length;
      lengths.push(heard / SECOND);
      await clock.sleep(tookMs, signal);
      return { committed: '', tentative: textOf(heard), language: 'en' };
    },
    peakMemory: () => Promise.resolve(1000),
  };
}

describe('a recogniser that decodes, while somebody talks', () => {
  it('is asked early for the first text, then once a second', async () => {
    const clock = new ManualClock({ movesBySleeping: true });
    const fake = host(clock, { tookMs: 100, understoodAfter: 0.6 * SECOND });
    const times = await new MeasuredHost(fake, false, { clock, signal }).live(new Float32Array(4 * SECOND), 'en');
    expect(fake.lengths).toEqual([0.32, 0.52, 0.72, 1.72, 2.72, 3.72]);
    expect(times.firstTextMs).toBeCloseTo(820);
    expect(times.stepShare).toBeCloseTo(0.1);
  });

  it('gets what was said meanwhile where it is slower than that', async () => {
    const clock = new ManualClock({ movesBySleeping: true });
    const fake = host(clock, { tookMs: 1500, understoodAfter: 0 });
    const times = await new MeasuredHost(fake, false, { clock, signal }).live(new Float32Array(4 * SECOND), 'en');
    expect(fake.lengths).toEqual([0.32, 1.82, 3.32]);
    expect(times.firstTextMs).toBeCloseTo(1820);
    expect(times.stepShare).toBeCloseTo(1.5);
  });

  it('has no first text where it understands nothing', async () => {
    const clock = new ManualClock({ movesBySleeping: true });
    const fake = host(clock, { tookMs: 100, understoodAfter: Infinity });
    const times = await new MeasuredHost(fake, false, { clock, signal }).live(new Float32Array(SECOND), 'en');
    expect(times.firstTextMs).toBeUndefined();
  });
});

describe('a recogniser that streams, while somebody talks', () => {
  it('is fed each sound once, in the steps of live captions', async () => {
    const clock = new ManualClock({ movesBySleeping: true });
    const fake = host(clock, { tookMs: 24, understoodAfter: 0.25 * SECOND });
    const measured = new MeasuredHost(fake, true, { clock, signal });
    const times = await measured.live(new Float32Array(0.5 * SECOND), 'en');
    expect(measured.stepMs).toBe(96);
    expect(fake.lengths).toEqual([0.096, 0.192, 0.288, 0.384, 0.48]);
    expect(times.firstTextMs).toBeCloseTo(312);
    expect(times.stepShare).toBeCloseTo(0.25);
  });

  it('is fed what was said meanwhile where it is slower than that', async () => {
    const clock = new ManualClock({ movesBySleeping: true });
    const fake = host(clock, { tookMs: 192, understoodAfter: 0 });
    const measured = new MeasuredHost(fake, true, { clock, signal });
    await measured.live(new Float32Array(0.5 * SECOND), 'en');
    expect(fake.lengths).toEqual([0.096, 0.288, 0.48]);
  });
});

it('an utterance that has ended is heard as a whole', async () => {
  const clock = new ManualClock({ movesBySleeping: true });
  for (const streams of [true, false]) {
    const fake = host(clock, { tookMs: 700, understoodAfter: 0 });
    const heard = await new MeasuredHost(fake, streams, { clock, signal }).whole(new Float32Array(2 * SECOND), 'en');
    expect(heard).toEqual({ text: 'hello', tookMs: 700 });
    expect(fake.lengths).toEqual([2]);
  }
});
