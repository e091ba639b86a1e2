import { describe, expect, it } from 'vitest';
import { systemClock } from '../../../src/engine/pipeline/clock.ts';
import { Metrics } from '../../../src/engine/pipeline/metrics.ts';
import type { SpeechEvent } from '../../../src/engine/pipeline/speech-event.ts';
import { createTranscribeStage } from '../../../src/engine/transcription/transcribe-stage.ts';
import type { CaptionEvent, UtteranceId } from '../../../src/protocol/caption-event.ts';
import type { StatusNotice } from '../../../src/protocol/status.ts';
import { frameAt } from '../../support/frames.ts';
import { scriptedPool, type HostScript } from '../../support/scripted-pool.ts';
import { silentLog } from '../../support/silent-log.ts';

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

async function transcribe(scripts: readonly HostScript[], count: number, overrides: { sourceCanWait?: boolean } = {}) {
  using pool = scriptedPool(scripts);
  await pool.start();
  const metrics = new Metrics();
  const notices: StatusNotice[] = [];
  const { stage } = createTranscribeStage({
    sourceId: 's',
    speaker: undefined,
    language: 'en',
    prompt: () => '',
    partials: true,
    sourceCanWait: false,
    maxUtteranceMs: 12_000,
    retainAudio: false,
    pool,
    commit: () => false,
    metrics,
    onNotice: (notice) => notices.push(notice),
    ...overrides,
  });
  const context = { signal: new AbortController().signal, clock: systemClock, log: silentLog };
  const events: CaptionEvent[] = [];
  for await (const event of stage(asAsync(utterances(count)), context)) events.push(event);
  return { events, metrics, notices };
}

const finals = (events: readonly CaptionEvent[]) => events.filter((event) => event.type === 'transcript-final');
const spokenSamples = (count: number): number => count * FRAMES_PER_UTTERANCE * 512;
/** The scripted recogniser says one word for each half second, so words tell how much sound was decoded. */
const words = (events: readonly CaptionEvent[]): number =>
  finals(events).reduce((sum, { text }) => sum + text.split(' ').length, 0);

describe('transcribeStage', () => {
  it('publishes finals in the order of speech, whichever of two hosts is faster', async () => {
    const { events } = await transcribe([{ delayMs: 60 }, { delayMs: 1 }], 8, { sourceCanWait: true });
    const ids = finals(events).map(({ utteranceId }) => utteranceId);
    expect(ids).toEqual(Array.from({ length: 8 }, (_, index) => `s-${index + 1}`));
  });

  it('merges what waits when it is far behind, and loses no sound', async () => {
    const { events, metrics } = await transcribe([{ delayMs: 150 }], 20);
    const merged = events.filter((event) => event.type === 'utterance-discard');
    expect(merged.every((event) => event.reason === 'merged')).toBe(true);
    expect(finals(events).length + merged.length).toBe(20);
    expect(finals(events).length).toBeLessThan(10);
    expect(metrics.counters()['discarded-merged']).toBe(merged.length);
    expect(words(events)).toBeGreaterThanOrEqual(Math.floor(spokenSamples(20) / 8000) - finals(events).length);
    const longest = Math.max(...finals(events).map(({ startMs, endMs }) => endMs - startMs));
    expect(longest).toBeLessThanOrEqual(12_000);
  });

  it('shows no partials while finals wait, and counts those that it sheds', async () => {
    const { events, metrics } = await transcribe([{ delayMs: 150 }], 20);
    const lastPartial = events.findLastIndex((event) => event.type === 'transcript-partial');
    expect(lastPartial).toBeLessThan(events.findIndex((event) => event.type === 'transcript-final'));
    expect(metrics.counters()['partials-shed']).toBeGreaterThan(0);
  });

  it('says that an utterance could not be recognised, and goes on', async () => {
    const { events, notices } = await transcribe([{ crashAtDecode: 1 }], 2, { sourceCanWait: true });
    expect(events.map((event) => event.type === 'utterance-discard' && event.reason)).toEqual(['failed', 'failed']);
    expect(notices.map(({ code, level }) => [code, level])).toEqual([
      ['recognizer-crashed', 'error'],
      ['recognizer-crashed', 'error'],
    ]);
  });
});
