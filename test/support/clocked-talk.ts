import { vi } from 'vitest';
import { systemClock } from '../../src/engine/pipeline/clock.ts';
import type { Metrics } from '../../src/engine/pipeline/metrics.ts';
import type { SpeechEvent } from '../../src/engine/pipeline/speech-event.ts';
import { RecognizerPool, type PoolEvent } from '../../src/engine/transcription/host/recognizer-pool.ts';
import { silentLog } from '../../src/engine/log.ts';
import type { CaptionEvent, UtteranceId } from '../../src/protocol/caption-event.ts';
import type { StatusNotice } from '../../src/protocol/status.ts';
import { sampleOf, wordOf, type HostTempo } from './clocked-host.ts';
import { frameAt } from './frames.ts';
import { transcribe } from './transcribe.ts';

const FRAME_MS = 32;
const SPEECH_FRAMES = 94;
const SOFT_END_FRAMES = 7;
const HANG_OVER_FRAMES = 16;
const GAP_FRAMES = 10;
const UTTERANCE_FRAMES = SPEECH_FRAMES + HANG_OVER_FRAMES;

/** Somebody who says three seconds, makes a pause of 0.8 s, and goes on, at the speed of the clock. */
async function* talk(sourceId: string, utterances: number): AsyncGenerator<SpeechEvent> {
  for (let number = 0; number < utterances; number += 1) {
    const utteranceId = `${sourceId}-${number + 1}` as UtteranceId;
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

/** What came of a talk. */
interface ClockedTalk {
  /** Of each source. */
  readonly runs: readonly {
    readonly events: readonly CaptionEvent[];
    readonly metrics: Metrics;
    readonly notices: readonly StatusNotice[];
    /** How often it was told that finals come later and later. */
    readonly fellBehind: number;
  }[];
  readonly told: readonly PoolEvent[];
  /** The step of the pool at each half second. */
  readonly steps: readonly number[];
  readonly begun: HostTempo['begun'];
}

/**
 * Runs talks of so many utterances, of one source or of several, through their stages and one host. For tests with fake
 * timers in which hosts are `ClockedHost`s.
 * @param use takes how the host behaves, before it is made.
 */
export async function transcribeTalk(
  utterances: number,
  { decodeMs, feedMs, sources = ['s'], partials = true }: ClockedTalkOptions,
  use: (tempo: HostTempo) => void,
): Promise<ClockedTalk> {
  const begun = { finals: 0, partials: 0 };
  use({ decodeMs, ...(feedMs ? { feedMs } : {}), begun });
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
  const run = Promise.all(
    sources.map((sourceId) => transcribe(pool, talk(sourceId, utterances), { sourceId, partials })),
  );
  const ended = run.then(() => 'ended');
  const steps: number[] = [];
  while ((await Promise.race([ended, vi.advanceTimersByTimeAsync(500)])) !== 'ended') steps.push(pool.step.ms);
  pool.stop();
  return { runs: await run, told, steps, begun };
}

interface ClockedTalkOptions extends Pick<HostTempo, 'decodeMs' | 'feedMs'> {
  readonly sources?: readonly string[];
  readonly partials?: boolean;
}

/** The words of the finals, in order. */
export function finalWords(events: readonly CaptionEvent[]): string[] {
  const texts = events.flatMap((event) => (event.type === 'transcript-final' ? [event.text] : []));
  return texts.flatMap((text) => text.toLowerCase().match(/\w+/gu) ?? []);
}

/** The words that were said. */
export function saidWords(utterances: number): string[] {
  return Array.from({ length: utterances }, (_, number) => number * (UTTERANCE_FRAMES + GAP_FRAMES)).flatMap((first) =>
    Array.from({ length: SPEECH_FRAMES }, (_, index) => wordOf(sampleOf(first + index)) ?? []).flat(),
  );
}

/** How long after the end of its speech each final came, in milliseconds. */
export function finalDelays(events: readonly CaptionEvent[]): number[] {
  return events.flatMap((event) => {
    if (event.type !== 'transcript-final' || event.timing.speechEndAtMs === undefined) return [];
    return [event.timing.emittedAtMs - event.timing.speechEndAtMs];
  });
}
