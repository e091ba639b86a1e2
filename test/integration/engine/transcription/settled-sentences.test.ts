import { describe, expect, it } from 'vitest';
import { FRAME_SAMPLES, samplesToMs, type AudioFrame } from '../../../../src/engine/audio/audio-frame.ts';
import { systemClock } from '../../../../src/engine/pipeline/clock.ts';
import type { SpeechEvent } from '../../../../src/engine/pipeline/speech-event.ts';
import type { TranscriptFinal, UtteranceId } from '../../../../src/protocol/caption-event.ts';
import type { TranscribeOptions } from '../../../../src/engine/transcription/transcribe-options.ts';
import { scriptedPool, type HostScript } from '../../../support/scripted-pool.ts';
import { transcribe } from '../../../support/transcribe.ts';
import { expectAll } from '../../../support/expect-all.ts';

const SECONDS = 20;
const UTTERANCE = 's-1' as UtteranceId;

/** A frame that tells where it is, for the scripted recogniser; the last one of each word is quiet. */
function frame(index: number): AudioFrame {
  const endsWord = Math.floor(((index + 1) * FRAME_SAMPLES) / 8000) > Math.floor((index * FRAME_SAMPLES) / 8000);
  const samples = new Float32Array(FRAME_SAMPLES).fill(endsWord ? 0.01 : 0.1);
  samples[0] = index / 100_000;
  return { samples, startSample: index * FRAME_SAMPLES, capturedAtMs: systemClock.nowMs() };
}

/** One utterance without a pause. The recogniser answers between frames, as it does in a real run. */
async function* talk(): AsyncGenerator<SpeechEvent> {
  const count = (SECONDS * 16_000) / FRAME_SAMPLES;
  yield { type: 'utterance-start', utteranceId: UTTERANCE, startSample: 0, speechStartSample: 0, frames: [frame(0)] };
  for (let index = 1; index < count; index += 1) {
    yield { type: 'utterance-audio', utteranceId: UTTERANCE, frame: frame(index) };
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  const endSample = count * FRAME_SAMPLES;
  const speechEnd = { sample: endSample, capturedAtMs: systemClock.nowMs(), speechMs: SECONDS * 1000 };
  yield { type: 'utterance-end', utteranceId: UTTERANCE, reason: 'pause', endSample, speechEnd };
}

async function transcribeTalk(script: HostScript = {}, changes: Partial<TranscribeOptions> = {}) {
  using pool = scriptedPool([{ talk: true, delayMs: 3, ...script }]);
  await pool.start();
  const settledAt: number[] = [];
  const longest = { samples: 0 };
  const open = pool.open.bind(pool);
  pool.open = (...args) => {
    const audio = open(...args);
    const push = audio.push.bind(audio);
    audio.push = (samples) => {
      push(samples);
      longest.samples = Math.max(longest.samples, audio.length);
    };
    return audio;
  };
  const settled = (_id: UtteranceId, sample: number): unknown => settledAt.push(sample);
  const { events, metrics } = await transcribe(pool, talk(), { settled, ...changes });
  return { events, metrics, settledAt, longestMs: samplesToMs(longest.samples) };
}

describe('a talk without a pause', () => {
  it('gives each sentence its own final, with every word once and in order', async () => {
    const { events } = await transcribeTalk();
    const finals = events.filter((event): event is TranscriptFinal => event.type === 'transcript-final');
    expect(finals.length).toBe(8);
    expect(finals.map(({ utteranceId }) => utteranceId)).toEqual(
      finals.map((_, index) => (index === 0 ? UTTERANCE : `${UTTERANCE}.${index + 1}`)),
    );
    const words = finals.flatMap(({ text }) => text.split(' '));
    expect(words.map((word) => Number(word.replace(/\D/gu, '')))).toEqual(Array.from({ length: 40 }, (_, n) => n));
    expectAll(finals, ({ text }) => text.endsWith('.'));
  });

  it('tells when each sentence was said', async () => {
    const { events, settledAt } = await transcribeTalk();
    const finals = events.filter((event) => event.type === 'transcript-final');
    expect(finals).toHaveLength(8);
    for (const [index, { startMs, endMs }] of finals.entries()) {
      expect(Math.abs(startMs - index * 2500)).toBeLessThanOrEqual(64);
      expect(Math.abs(endMs - (index + 1) * 2500)).toBeLessThanOrEqual(64);
    }
    expect(settledAt.length).toBe(finals.length - 1);
  });

  it('keeps what was stable of each sentence, and lets its sound go', async () => {
    const { events, longestMs } = await transcribeTalk();
    const stable = new Map<string, string>();
    for (const event of events) {
      if (event.type !== 'transcript-partial' && event.type !== 'transcript-final') continue;
      const text = event.type === 'transcript-final' ? event.text : event.stableText;
      expect(text.startsWith(stable.get(event.utteranceId) ?? '')).toBe(true);
      stable.set(event.utteranceId, text);
    }
    expect(stable.size).toBe(8);
    expect(longestMs).toBeLessThan(6000);
  });
});

describe('speech that the recogniser leaves out', () => {
  const numbers = (finals: readonly TranscriptFinal[]): number[] =>
    finals.flatMap(({ text }) => text.split(' ')).map((word) => Number(word.replace(/\D/gu, '')));

  it.each([
    ['live', {}],
    ['in a file', { partials: false, sourceCanWait: true }],
  ])('is decoded by itself, %s', async (_where, changes) => {
    const { events } = await transcribeTalk({ unheardFrom: 33 }, changes);
    const finals = events.filter((event): event is TranscriptFinal => event.type === 'transcript-final');
    expect(numbers(finals)).toEqual(Array.from({ length: 40 }, (_, n) => n));
    const ids = finals.map(({ utteranceId }) => utteranceId);
    expect(new Set(ids).size).toBe(ids.length);
    const first = finals.find(({ text }) => text.includes('33'));
    expect(Math.abs((first?.startMs ?? 0) - 16_500)).toBeLessThanOrEqual(64);
    expect(finals.map(({ startMs }) => startMs)).toEqual(
      finals.map(({ startMs }) => startMs).toSorted((a, b) => a - b),
    );
  });

  it('has the times of its words in a file, and none live', async () => {
    const timesOf = async (changes: Partial<TranscribeOptions>): Promise<(number[] | undefined)[]> => {
      const { events } = await transcribeTalk({}, changes);
      const finals = events.filter((event): event is TranscriptFinal => event.type === 'transcript-final');
      return finals.map(({ words }) => words?.map(({ startMs }) => startMs));
    };
    expectAll(await timesOf({}), (times) => times === undefined);
    const inFile = (await timesOf({ partials: false, sourceCanWait: true })).flat();
    expect(inFile).toHaveLength(40);
    // A word every half second.
    for (const [index, startMs] of inFile.entries())
      expect(Math.abs((startMs ?? 0) - index * 500)).toBeLessThanOrEqual(64);
  });

  it('is decoded without the word that the recogniser skipped to', async () => {
    const { events, metrics } = await transcribeTalk({ skipsTo: 7 }, { partials: false, sourceCanWait: true });
    const finals = events.filter((event): event is TranscriptFinal => event.type === 'transcript-final');
    expect(numbers(finals)).toEqual(Array.from({ length: 40 }, (_, n) => n));
    expect(metrics.counters()['skipped-speech']).toBe(1);
    const second = finals.find(({ text }) => text.includes('w7'));
    expect(Math.abs((second?.startMs ?? 0) - 2500)).toBeLessThanOrEqual(64);
  });
});
