import { describe, expect, it } from 'vitest';
import type { CaptionEvent, TranscriptFinal } from '../../../../../src/protocol/caption-event.ts';
import type { TranscribeOptions } from '../../../../../src/engine/transcription/transcribe-options.ts';
import { expectAll } from '../../../../support/expect-all.ts';
import { finalNumbers, numbers, spokenUtterance, spokenWords } from '../../../../support/streaming/spoken-words.ts';
import { streamingPool, type WordScript } from '../../../../support/streaming/streaming-pool.ts';
import { transcribe } from '../../../../support/transcribe.ts';
import { expectStableText } from './expect-stable-text.ts';

const WORDS = 40;

async function talk(scripts: readonly WordScript[], changes: Partial<TranscribeOptions> = {}, count = WORDS) {
  using pool = await streamingPool(scripts);
  const settledAt: number[] = [];
  const settled = (_id: string, sample: number): unknown => settledAt.push(sample);
  const run = await transcribe(pool, spokenUtterance('s-1', spokenWords(0, count)), { settled, ...changes });
  return { ...run, settledAt, hosts: pool.events.map(({ type }) => type) };
}

const finalsOf = (events: readonly CaptionEvent[]): TranscriptFinal[] =>
  events.filter((event): event is TranscriptFinal => event.type === 'transcript-final');

describe('a talk without a pause, heard by a stream', () => {
  it('gives each sentence its own final, with every word once and in order', async () => {
    const { events, settledAt } = await talk([{}]);
    expect(finalNumbers(events)).toEqual(numbers(0, WORDS));
    const finals = finalsOf(events);
    expect(finals.map(({ text }) => text.split(' ').length)).toEqual(Array.from({ length: 8 }, () => 5));
    expect(finals.map(({ utteranceId }) => utteranceId)).toEqual(
      finals.map((_, index) => (index === 0 ? 's-1' : `s-1.${index + 1}`)),
    );
    expect(settledAt.length).toBeGreaterThanOrEqual(finals.length - 2);
    expectStableText(events);
  });

  it('tells when each sentence was said', async () => {
    const { events } = await talk([{}]);
    for (const [index, { startMs, endMs }] of finalsOf(events).entries()) {
      expect(Math.abs(startMs - index * 2500)).toBeLessThanOrEqual(250);
      expect(Math.abs(endMs - (index + 1) * 2500)).toBeLessThanOrEqual(250);
    }
  });

  it.each([
    ['crashes every few feeds', { crashAtFeed: 9 }],
    ['crashes, and gives no times', { crashAtFeed: 9, times: false }],
    ['crashes, and looks far ahead', { crashAtFeed: 9, lookAheadMs: 1200 }],
    ['crashes, and writes no marks', { crashAtFeed: 9, marks: false }],
    ['is slow', { feedMs: 60 }],
    ['gives no times', { times: false }],
    ['writes no marks', { marks: false }],
    ['writes no marks and gives no times', { marks: false, times: false }],
    ['looks far ahead', { lookAheadMs: 1200 }],
  ] satisfies [string, WordScript][])('loses and doubles no word where the recogniser %s', async (_, script) => {
    const { events, hosts } = await talk([script]);
    expect(finalNumbers(events)).toEqual(numbers(0, WORDS));
    expectStableText(events);
    expect(hosts.includes('host-lost')).toBe('crashAtFeed' in script);
  });

  it('goes on where a recogniser revises what it has committed, which it must not', async () => {
    const { events } = await talk([{ revises: true, marks: false, times: false }]);
    expect(finalNumbers(events)).toEqual(numbers(0, WORDS));
    expectStableText(events);
  });

  it('begins a stream anew after a minute, at the end of a sentence', async () => {
    const { events, metrics } = await talk([{ longestMs: 66_000 }], {}, 160);
    expect(finalNumbers(events)).toEqual(numbers(0, 160));
    expectStableText(events);
    expect(metrics.counters()['stream-feeds-failed']).toBeUndefined();
  });

  it('goes on in another host where one is killed', async () => {
    const { events, hosts } = await talk([{ crashAtFeed: 7 }, {}]);
    expect(hosts).toContain('host-lost');
    expect(finalNumbers(events)).toEqual(numbers(0, WORDS));
    expectStableText(events);
  });

  it('shows what the recogniser commits as stable, and what it may change as unstable', async () => {
    const { events } = await talk([{}]);
    const partials = events.filter((event) => event.type === 'transcript-partial');
    expect(partials.some(({ stableText, unstableText }) => stableText !== '' && unstableText !== '')).toBe(true);
    expectAll(partials, ({ stableText, unstableText }) => !/^\s/u.test(stableText || unstableText));
  });
});
