import { describe, expect, it } from 'vitest';
import { FRAME_SAMPLES } from '../../../../../src/engine/audio/audio-frame.ts';
import type { SpeechEvent } from '../../../../../src/engine/pipeline/speech-event.ts';
import { finalNumbers, numbers, spokenUtterance, spokenWords } from '../../../../support/streaming/spoken-words.ts';
import { streamingPool, type WordScript } from '../../../../support/streaming/streaming-pool.ts';
import { transcribe } from '../../../../support/transcribe.ts';
import { expectStableText } from './expect-stable-text.ts';

/** Utterances that follow each other; each is three words. */
async function* utterances(sourceId: string, count: number, frameMs = 2): AsyncGenerator<SpeechEvent> {
  const length = Math.floor((3 * 8000) / FRAME_SAMPLES) * FRAME_SAMPLES;
  for (let index = 0; index < count; index += 1) {
    const startSample = 2 * index * length;
    yield* spokenUtterance(`${sourceId}-${index + 1}`, spokenWords(3 * index, 3), { startSample, frameMs });
  }
}

/** Two sources at once: one talks on, the other one says short things. */
async function twoSources(scripts: readonly WordScript[]) {
  using pool = await streamingPool(scripts);
  const [long, short] = await Promise.all([
    transcribe(pool, spokenUtterance('a-1', spokenWords(0, 40)), { sourceId: 'a' }),
    transcribe(pool, utterances('b', 5, 4), { sourceId: 'b' }),
  ]);
  return { long: long.events, short: short.events };
}

describe('sources that streams hear', () => {
  it.each([
    ['one host', [{}]],
    ['one host that is slow', [{ feedMs: 40 }]],
    ['two hosts', [{}, {}]],
    ['one host whose model takes one stream', [{ openStreams: 1 }]],
    ['two hosts whose models take one stream each', [{ openStreams: 1 }, { openStreams: 1 }]],
    ['one host whose model takes one stream, and which crashes', [{ openStreams: 1, crashAtFeed: 9 }]],
  ] satisfies [string, WordScript[]][])('have all their words in %s', async (_, scripts) => {
    const { long, short } = await twoSources(scripts);
    expect(finalNumbers(long)).toEqual(numbers(0, 40));
    expect(finalNumbers(short)).toEqual(numbers(0, 15));
    expectStableText(long);
    expectStableText(short);
  });

  it('take turns where a model takes one stream: who talks on lets others in between two sentences', async () => {
    using pool = await streamingPool([{ openStreams: 1 }]);
    const order: string[] = [];
    const told = async (sourceId: string, speech: AsyncIterable<SpeechEvent>): Promise<void> => {
      await transcribe(pool, speech, { sourceId, settled: () => order.push(sourceId) });
      order.push(`${sourceId} ends`);
    };
    await Promise.all([told('a', spokenUtterance('a-1', spokenWords(0, 40))), told('b', utterances('b', 1))]);
    expect(order.indexOf('b ends')).toBeLessThan(order.indexOf('a ends'));
  });
});

describe('a host that hears a stream', () => {
  const heard = async (script: WordScript, words = 12) => {
    using pool = await streamingPool([script]);
    const run = await transcribe(pool, spokenUtterance('s-1', spokenWords(0, words)));
    return { ...run, hosts: pool.events.map(({ type }) => type) };
  };

  it('keeps what is committed where it fails for good, and says so', async () => {
    const { events, notices } = await heard({ longestMs: 3000 });
    const said = finalNumbers(events);
    expect(said).toEqual(numbers(0, said.length));
    expect(said.length).toBeGreaterThan(0);
    expectStableText(events);
    expect(notices).toMatchObject([{ level: 'error', stage: 'transcription' }]);
  });

  it('ends an utterance with a discard where it never hears anything', async () => {
    const { events, notices } = await heard({ failAtFeed: 1 });
    expect(events).toMatchObject([{ type: 'utterance-discard', reason: 'failed' }]);
    expect(notices).toHaveLength(1);
  });

  it('is told larger pieces where it is behind, and hears all', async () => {
    const { events, metrics } = await heard({ feedMs: 100 }, 30);
    expect(finalNumbers(events)).toEqual(numbers(0, 30));
    // 470 frames come in about a second; in pieces of three frames these would be 156 feeds.
    expect(metrics.counters()['stream-feeds']).toBeLessThan(60);
  });

  it('is left alone at once when the session ends', async () => {
    using pool = await streamingPool([{ slowAtFeed: 1 }]);
    const stop = new AbortController();
    const run = transcribe(pool, spokenUtterance('s-1', spokenWords(0, 4)), { signal: stop.signal });
    setTimeout(() => stop.abort(), 200);
    await run.catch(() => undefined);
    // What comes next is heard without waiting for the feed that nobody wants, in the same process.
    const { events } = await transcribe(pool, spokenUtterance('s-2', spokenWords(4, 4)));
    expect(finalNumbers(events)).toEqual(numbers(4, 8));
    expect(pool.events).toEqual([]);
  });
});

describe('a stream that goes on in another host', () => {
  const WORD_SAMPLES = 8000;

  it.each([
    ['heard the end of a caption again', 13 * WORD_SAMPLES],
    ['not yet heard the end of a caption again', 12 * WORD_SAMPLES + 1000],
  ])('loses and doubles no word behind it where it has %s', async (_, heardAgain) => {
    using pool = await streamingPool([{ crashAtFeed: 3, marks: false }]);
    const stream = pool.openStream('s-1', 's', { language: 'en', prompt: '' });
    stream.push(spokenWords(0, 7));
    await stream.feed();
    stream.push(spokenWords(7, 7));
    const { committed } = await stream.feed();
    expect(committed.split(' ')).toEqual(numbers(0, 13).map((number) => `w${number}`));
    // The host dies of this, and another one hears the sound from its beginning.
    const again = await stream.feedUpTo(heardAgain);
    expect(pool.events.length).toBeGreaterThan(0);
    expect(again.committed).toBe(committed);
    stream.drop(committed.length, 13 * WORD_SAMPLES);
    stream.push(spokenWords(14, 7));
    const rest = await stream.feed({ silenceMs: 500 });
    expect(rest.committed.trim().split(' ')).toEqual(numbers(13, 21).map((number) => `w${number}`));
    stream.close();
  });
});
