import { describe, expect, it } from 'vitest';
import { systemClock } from '../../../../src/engine/pipeline/clock.ts';
import type { SpeechEvent } from '../../../../src/engine/pipeline/speech-event.ts';
import type { CaptionEvent, UtteranceId } from '../../../../src/protocol/caption-event.ts';
import { frameAt } from '../../../support/frames.ts';
import { scriptedPool, type HostScript } from '../../../support/scripted-pool.ts';
import { transcribe } from '../../../support/transcribe.ts';
import { expectAll } from '../../../support/expect-all.ts';

const FRAMES_PER_UTTERANCE = 47;

/** Utterances of about 1.5 s that follow each other without any wait, as when the machine is far too slow. */
function* utterances(count: number): Generator<SpeechEvent> {
  for (let number = 0; number < count; number += 1) {
    const utteranceId = `s-${number + 1}` as UtteranceId;
    const frames = Array.from({ length: FRAMES_PER_UTTERANCE }, (_, index) =>
      frameAt(number * FRAMES_PER_UTTERANCE + index, 0.1),
    );
    const [first] = frames;
    const startSample = first?.startSample ?? 0;
    yield {
      type: 'utterance-start',
      utteranceId,
      startSample,
      speechStartSample: startSample,
      frames: frames.slice(0, 2),
    };
    for (const frame of frames.slice(2)) yield { type: 'utterance-audio', utteranceId, frame };
    const endSample = startSample + FRAMES_PER_UTTERANCE * 512;
    const speechEnd = { sample: endSample, capturedAtMs: systemClock.nowMs(), speechMs: 1400 };
    yield { type: 'utterance-end', utteranceId, reason: 'pause', endSample, speechEnd };
  }
}

async function* asAsync(events: Iterable<SpeechEvent>): AsyncGenerator<SpeechEvent> {
  for (const event of events) {
    yield event;
    if (event.type === 'utterance-end') await new Promise((resolve) => setImmediate(resolve));
  }
}

async function transcribeUtterances(scripts: readonly HostScript[], count: number, sourceCanWait = false) {
  using pool = scriptedPool(scripts);
  await pool.start();
  return await transcribe(pool, asAsync(utterances(count)), { sourceCanWait });
}

const finals = (events: readonly CaptionEvent[]) => events.filter((event) => event.type === 'transcript-final');
const spokenSamples = (count: number): number => count * FRAMES_PER_UTTERANCE * 512;
/** The scripted recogniser says one word for each half second, so words tell how much sound was decoded. */
const words = (events: readonly CaptionEvent[]): number =>
  finals(events).reduce((sum, { text }) => sum + text.split(' ').length, 0);

describe('transcribeStage', () => {
  it('publishes finals in the order of speech, whichever of two hosts is faster', async () => {
    const { events } = await transcribeUtterances([{ delayMs: 60 }, { delayMs: 1 }], 8, true);
    const ids = finals(events).map(({ utteranceId }) => utteranceId);
    expect(ids).toEqual(Array.from({ length: 8 }, (_, index) => `s-${index + 1}`));
  });

  it('merges what waits when it is far behind, and loses no sound', async () => {
    const { events, metrics } = await transcribeUtterances([{ delayMs: 150 }], 20);
    const merged = events.filter((event) => event.type === 'utterance-discard');
    expectAll(merged, (event) => event.reason === 'merged');
    expect(finals(events).length + merged.length).toBe(20);
    expect(finals(events).length).toBeLessThan(10);
    expect(metrics.counters()['discarded-merged']).toBe(merged.length);
    expect(words(events)).toBeGreaterThanOrEqual(Math.floor(spokenSamples(20) / 8000) - finals(events).length);
    const longest = Math.max(...finals(events).map(({ startMs, endMs }) => endMs - startMs));
    expect(longest).toBeLessThanOrEqual(12_000);
  });

  it('shows no partials while finals wait, and counts those that it sheds', async () => {
    const { events, metrics } = await transcribeUtterances([{ delayMs: 150 }], 20);
    const lastPartial = events.findLastIndex((event) => event.type === 'transcript-partial');
    expect(lastPartial).toBeLessThan(events.findIndex((event) => event.type === 'transcript-final'));
    expect(metrics.counters()['partials-shed']).toBeGreaterThan(0);
  });

  it('says that an utterance could not be recognised, and goes on', async () => {
    const { events, notices } = await transcribeUtterances([{ crashAtDecode: 1 }], 2, true);
    expect(events.map((event) => event.type === 'utterance-discard' && event.reason)).toEqual(['failed', 'failed']);
    expect(notices.map(({ code, level }) => [code, level])).toEqual([
      ['recognizer-crashed', 'error'],
      ['recognizer-crashed', 'error'],
    ]);
  });

  it('gives up the decode of a pause when the speaker goes on, and shows partials at once', async () => {
    using pool = scriptedPool([{ hangAtDecode: 1 }]);
    await pool.start();
    const speech = async function* (): AsyncGenerator<SpeechEvent> {
      const [start, ...rest] = utterances(1);
      const audio = rest.slice(0, -1);
      const utteranceId = 's-1' as UtteranceId;
      const speechEnd = { sample: 4096, capturedAtMs: systemClock.nowMs(), speechMs: 256 };
      yield* [start!, ...audio.slice(0, 6), { type: 'soft-end', utteranceId, speechEnd } as const];
      yield { type: 'speech-resume', utteranceId };
      for (const event of audio.slice(6)) {
        await new Promise((resolve) => setTimeout(resolve, 5));
        yield event;
      }
      yield rest.at(-1)!;
    };
    const { events } = await transcribe(pool, speech());
    expect(events.map(({ type }) => type).filter((type) => type === 'transcript-partial')).not.toEqual([]);
    expect(finals(events)).toMatchObject([{ text: 'W1 w2 w3.' }]);
    expect(pool.events).toEqual([]);
  });

  it('gives up what is heard and what waits when its source ends for good, and counts none of it', async () => {
    using pool = scriptedPool([{ hangAtDecode: 1 }]);
    await pool.start();
    const leaving = new AbortController();
    const speech = async function* (): AsyncGenerator<SpeechEvent> {
      yield* asAsync(utterances(3));
      leaving.abort();
    };
    const { events, metrics, notices } = await transcribe(pool, speech(), { partials: false, signal: leaving.signal });
    expect(events.map((event) => event.type === 'utterance-discard' && event.reason)).toEqual(['merged']);
    expect(metrics.counters()).toEqual({ 'discarded-merged': 1 });
    expect(notices).toEqual([]);
    const next = pool.open('next', 's', { language: 'en', prompt: '' });
    next.push(new Float32Array(16_000));
    expect((await pool.decode(next, { kind: 'final', task: 'transcribe', sampleCount: 16_000 })).text).toBe('w1 w2.');
    expect(pool.events).toEqual([]);
  });

  it('decodes a text in another language once more in that one, where any may be spoken', async () => {
    using pool = scriptedPool([{ drifts: true }]);
    await pool.start();
    const { events, metrics } = await transcribe(pool, asAsync(utterances(2)), {
      language: 'auto',
      partials: false,
      sourceCanWait: true,
    });
    expectAll(finals(events), ({ language }) => language === 'es');
    expect(metrics.counters()).toMatchObject({ 'language-drifts': 2, 'language-drifts-mended': 2 });
  });

  it.each([
    ['another language was asked for', { language: 'en' }],
    ['it may not be spoken', { language: 'auto', candidates: ['en', 'de'] }],
  ])('keeps and counts a text in another language where %s', async (_why, spoken) => {
    using pool = scriptedPool([{ drifts: true }]);
    await pool.start();
    const { events, metrics } = await transcribe(pool, asAsync(utterances(2)), {
      ...spoken,
      prompt: () => 'Overlingo',
      partials: false,
      sourceCanWait: true,
    });
    expectAll(finals(events), ({ text }) => text.startsWith('Hoy vamos'));
    expect(finals(events)).toHaveLength(2);
    expect(metrics.counters()['language-drifts']).toBe(2);
    expect(metrics.counters()['language-drifts-mended']).toBeUndefined();
  });
});
