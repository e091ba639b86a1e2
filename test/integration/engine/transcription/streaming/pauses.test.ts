import { describe, expect, it, vi } from 'vitest';
import { FRAME_SAMPLES } from '../../../../../src/engine/audio/audio-frame.ts';
import { systemClock } from '../../../../../src/engine/pipeline/clock.ts';
import type { SpeechEvent } from '../../../../../src/engine/pipeline/speech-event.ts';
import type { TranscribeOptions } from '../../../../../src/engine/transcription/transcribe-options.ts';
import type { CaptionEvent, UtteranceId } from '../../../../../src/protocol/caption-event.ts';
import {
  finalNumbers,
  framesOf,
  numbers,
  pauseAfter,
  silence,
  spokenUtterance,
  spokenWords,
} from '../../../../support/streaming/spoken-words.ts';
import { streamingPool, type WordScript } from '../../../../support/streaming/streaming-pool.ts';
import { transcribe } from '../../../../support/transcribe.ts';
import { expectStableText } from './expect-stable-text.ts';

const ID = 's-1' as UtteranceId;
const SOFT_END_FRAMES = 7;
/** Long enough for an answer of the host. */
const answer = () => new Promise((resolve) => setTimeout(resolve, 300));

/** Words, a pause that is a soft end, and more words where they go on. */
async function* withPause(said: number, goesOn: number, waits: Promise<unknown>[] = []): AsyncGenerator<SpeechEvent> {
  yield* spokenUtterance(ID, spokenWords(0, said), { end: false });
  let at = Math.floor((said * 8000) / FRAME_SAMPLES) * FRAME_SAMPLES;
  const speechEnd = { sample: at, capturedAtMs: systemClock.nowMs(), speechMs: said * 400 };
  for (const frame of framesOf(silence(SOFT_END_FRAMES), at)) yield { type: 'utterance-audio', utteranceId: ID, frame };
  at += SOFT_END_FRAMES * FRAME_SAMPLES;
  yield { type: 'soft-end', utteranceId: ID, speechEnd };
  await answer();
  await Promise.all(waits);
  if (goesOn > 0) {
    yield { type: 'speech-resume', utteranceId: ID };
    for (const frame of framesOf(spokenWords(said, goesOn), at))
      yield { type: 'utterance-audio', utteranceId: ID, frame };
    at += Math.floor((goesOn * 8000) / FRAME_SAMPLES) * FRAME_SAMPLES;
    await answer();
  }
  yield pauseAfter(ID, at, 0);
}

async function run(script: WordScript, speech: AsyncIterable<SpeechEvent>, changes: Partial<TranscribeOptions> = {}) {
  using pool = await streamingPool([script]);
  return await transcribe(pool, speech, changes);
}

const partialsOf = (events: readonly CaptionEvent[]) => events.filter((event) => event.type === 'transcript-partial');
const finalsOf = (events: readonly CaptionEvent[]) => events.filter((event) => event.type === 'transcript-final');

describe('the pause of an utterance that a stream hears', () => {
  it('makes the last words come at once, however far the recogniser looks ahead', async () => {
    const { events } = await run({ lookAheadMs: 1500 }, withPause(3, 0));
    expect(partialsOf(events).at(-1)).toMatchObject({ stableText: 'W0 w1 w2', unstableText: '' });
    expect(finalsOf(events)).toMatchObject([{ text: 'W0 w1 w2' }]);
  });

  it('ends the utterance where a sentence is complete', async () => {
    const commit = vi.fn(() => true);
    const { events } = await run({ lookAheadMs: 1500 }, withPause(5, 0), { commit });
    expect(commit).toHaveBeenCalledExactlyOnceWith(ID);
    expect(finalsOf(events)).toMatchObject([{ text: 'W0 w1 w2 w3 w4.', endMs: 2496 }]);
  });

  it.each([[3], [5]])('goes on behind %i words where the speaker does, with right times', async (said) => {
    const { events } = await run({ lookAheadMs: 1500 }, withPause(said, 7));
    expect(finalNumbers(events)).toEqual(numbers(0, said + 7));
    expectStableText(events);
    const sentences = finalsOf(events);
    // The pause of 7 frames is in the sound, the silence of the look-ahead is not.
    const second = sentences.find(({ text }) => text.startsWith('W5'));
    const pauseMs = (SOFT_END_FRAMES * FRAME_SAMPLES) / 16;
    expect(Math.abs((second?.startMs ?? 0) - 2500 - pauseMs)).toBeLessThanOrEqual(250);
  });

  it('is in no partial after a final where the source shows none', async () => {
    const { events, metrics } = await run({}, withPause(12, 3), { partials: false, sourceCanWait: true });
    expect(partialsOf(events)).toEqual([]);
    expect(finalNumbers(events)).toEqual(numbers(0, 15));
    expect(finalsOf(events).map(({ text }) => text.split(' ').length)).toEqual([5, 5, 5]);
    expect(metrics.counters()['stream-feeds']).toBeUndefined();
  });
});

describe('an utterance that is cut for its length', () => {
  /** Three utterances without a pause; each begins with what was cut off the one before. */
  async function* cutTalk(): AsyncGenerator<SpeechEvent> {
    const all = framesOf(spokenWords(0, 36), 0);
    const length = 190;
    const searched = 30;
    for (let part = 0; part < 3; part += 1) {
      const utteranceId = `s-${part + 1}` as UtteranceId;
      const [from, to] = [part * length, (part + 1) * length];
      const startSample = from * FRAME_SAMPLES;
      const frames = all.slice(from, part === 0 ? 1 : from + searched);
      yield { type: 'utterance-start', utteranceId, startSample, speechStartSample: startSample, frames };
      const last = part === 2 ? all.length : to + searched;
      for (const frame of all.slice(from + frames.length, last)) {
        yield { type: 'utterance-audio', utteranceId, frame };
        await new Promise((resolve) => setTimeout(resolve, 2));
      }
      const endSample = (part === 2 ? all.length : to) * FRAME_SAMPLES;
      const speechEnd = { sample: endSample, capturedAtMs: systemClock.nowMs(), speechMs: length * 32 };
      yield { type: 'utterance-end', utteranceId, reason: part === 2 ? 'pause' : 'max-length', endSample, speechEnd };
    }
  }

  it.each([
    ['with sentences', {}],
    ['without marks and times', { marks: false, times: false }],
    ['by a recogniser that looks far ahead', { lookAheadMs: 1500 }],
    ['by a slow one', { feedMs: 150 }],
    ['by one that crashes', { crashAtFeed: 8 }],
  ] satisfies [string, WordScript][])('loses and doubles no word %s', async (_, script) => {
    const { events } = await run(script, cutTalk());
    expect(finalNumbers(events)).toEqual(numbers(0, 36));
    expectStableText(events);
  });

  it('loses and doubles no word of a file, which has no partials', async () => {
    const { events } = await run({}, cutTalk(), { partials: false, sourceCanWait: true });
    expect(finalNumbers(events)).toEqual(numbers(0, 36));
  });

  it('is whole where nothing follows the cut', async () => {
    const speech = async function* (): AsyncGenerator<SpeechEvent> {
      for await (const event of spokenUtterance(ID, spokenWords(0, 9))) {
        yield event.type === 'utterance-end' ? { ...event, reason: 'max-length' } : event;
      }
    };
    const { events } = await run({ lookAheadMs: 1500 }, speech());
    expect(finalNumbers(events)).toEqual(numbers(0, 9));
  });
});
