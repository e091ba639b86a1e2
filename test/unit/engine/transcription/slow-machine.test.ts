import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { systemClock } from '../../../../src/engine/pipeline/clock.ts';
import type { SpeechEvent } from '../../../../src/engine/pipeline/speech-event.ts';
import { RecognizerPool, type PoolEvent } from '../../../../src/engine/transcription/host/recognizer-pool.ts';
import type { CaptionEvent, UtteranceId } from '../../../../src/protocol/caption-event.ts';
import { ClockedHost, sampleOf, wordOf, type HostTempo } from '../../../support/clocked-host.ts';
import { frameAt } from '../../../support/frames.ts';
import { silentLog } from '../../../../src/engine/log.ts';
import { transcribe } from '../../../support/transcribe.ts';

const FRAME_MS = 32;
const SPEECH_FRAMES = 94;
const SOFT_END_FRAMES = 7;
const HANG_OVER_FRAMES = 16;
const GAP_FRAMES = 10;
const UTTERANCE_FRAMES = SPEECH_FRAMES + HANG_OVER_FRAMES;

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

/** Somebody who says three seconds, makes a pause of 0.8 s, and goes on, at the speed of the clock. */
async function* talk(utterances: number): AsyncGenerator<SpeechEvent> {
  for (let number = 0; number < utterances; number += 1) {
    const utteranceId = `s-${number + 1}` as UtteranceId;
    const first = number * (UTTERANCE_FRAMES + GAP_FRAMES);
    const startSample = first * 512;
    yield { type: 'utterance-start', utteranceId, startSample, speechStartSample: startSample, frames: [] };
    for (let index = 0; index < UTTERANCE_FRAMES; index += 1) {
      await systemClock.sleep(FRAME_MS, new AbortController().signal);
      const level = index < SPEECH_FRAMES ? sampleOf(first + index) : 0;
      const frame = { ...frameAt(first + index, level), capturedAtMs: systemClock.nowMs() };
      yield { type: 'utterance-audio', utteranceId, frame };
      if (index === SPEECH_FRAMES + SOFT_END_FRAMES) yield { type: 'soft-end', utteranceId, speechEnd: endOf(first) };
    }
    const endSample = startSample + UTTERANCE_FRAMES * 512;
    yield { type: 'utterance-end', utteranceId, reason: 'pause', endSample, speechEnd: endOf(first) };
    await systemClock.sleep(GAP_FRAMES * FRAME_MS, new AbortController().signal);
  }
}

function endOf(first: number) {
  const sample = (first + SPEECH_FRAMES) * 512;
  return { sample, capturedAtMs: systemClock.nowMs(), speechMs: SPEECH_FRAMES * FRAME_MS };
}

/** Runs a talk of so many utterances through the stage and one host. */
async function transcribeTalk(utterances: number, decodeMs: HostTempo['decodeMs']) {
  const tempo = (hosts.tempo = { decodeMs, begun: { finals: 0, partials: 0 } });
  const told: PoolEvent[] = [];
  const pool = new RecognizerPool({
    entry: 'host.js',
    module: '',
    configs: [{ model: 'm', variant: 'auto', threads: 1, cacheFolder: '' }],
    clock: systemClock,
    log: silentLog,
    onEvent: (event) => told.push(event),
  });
  const started = pool.start();
  await vi.advanceTimersByTimeAsync(1);
  await started;
  const run = transcribe(pool, talk(utterances));
  const ended = run.then(() => 'ended');
  while ((await Promise.race([ended, vi.advanceTimersByTimeAsync(500)])) !== 'ended');
  pool.stop();
  const { events, metrics, notices } = await run;
  return { events, told, notices, begun: tempo.begun, counters: metrics.counters() };
}

function finalWords(events: readonly CaptionEvent[]): string[] {
  const texts = events.flatMap((event) => (event.type === 'transcript-final' ? [event.text] : []));
  return texts.flatMap((text) => text.toLowerCase().match(/\w+/gu) ?? []);
}

function saidWords(utterances: number): string[] {
  return Array.from({ length: utterances }, (_, number) => number * (UTTERANCE_FRAMES + GAP_FRAMES)).flatMap((first) =>
    Array.from({ length: SPEECH_FRAMES }, (_, index) => wordOf(sampleOf(first + index)) ?? []).flat(),
  );
}

const typesOf = (told: readonly PoolEvent[]) => told.map(({ type }) => type);

describe('a machine that is too slow for its speech model', () => {
  it.each([
    [0.5, []],
    [1, []],
    [3, ['too-slow']],
    [10, ['too-slow']],
  ])('loses no text where decodes take %s times the sound, and tells it once', async (times, expected) => {
    const { events, told, notices, counters } = await transcribeTalk(20, (audioMs) => times * audioMs);
    expect(finalWords(events)).toEqual(saidWords(20));
    expect(typesOf(told)).toEqual(expected);
    expect(notices).toEqual([]);
    const discards = Object.keys(counters).filter((name) => name.startsWith('discarded-'));
    expect(discards.filter((name) => name !== 'discarded-merged')).toEqual([]);
  });

  it('merges what waits and leaves partials out where each decode takes 8 s, and keeps up so', async () => {
    const { events, told, begun, counters } = await transcribeTalk(20, () => 8000);
    expect(finalWords(events)).toEqual(saidWords(20));
    expect(typesOf(told)).toEqual(['too-slow']);
    expect(begun.partials).toBeLessThanOrEqual(2);
    expect(counters['discarded-merged']).toBeGreaterThanOrEqual(8);
  });

  it('shows partials again once it is fast again', async () => {
    const slowUntilMs = systemClock.nowMs() + 40_000;
    const { events, begun } = await transcribeTalk(30, () => (systemClock.nowMs() < slowUntilMs ? 6000 : 200));
    expect(finalWords(events)).toEqual(saidWords(30));
    expect(begun.partials).toBeGreaterThan(40);
    const last = events.filter((event) => event.type === 'transcript-partial').at(-1);
    expect(last?.utteranceId).toBe('s-30');
  });

  it('waits for the first decode, with which all is loaded', async () => {
    let decodes = 0;
    const { events, told } = await transcribeTalk(3, () => ((decodes += 1) === 1 ? 50_000 : 300));
    expect(finalWords(events)).toEqual(saidWords(3));
    expect(typesOf(told)).not.toContain('host-lost');
  });

  it('decodes again, with more patience, where it took a slow host for a hung one', async () => {
    let finals = 0;
    const { events, told } = await transcribeTalk(4, (_, final) =>
      final && [2, 3].includes((finals += 1)) ? 40_000 : 300,
    );
    expect(finalWords(events)).toEqual(saidWords(4));
    expect(typesOf(told)).toEqual(expect.arrayContaining(['host-lost', 'host-restarted']));
  });
});
