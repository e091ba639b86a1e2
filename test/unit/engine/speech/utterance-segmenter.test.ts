import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SpeechEvent } from '../../../../src/engine/pipeline/speech-event.ts';
import { FRAME_SAMPLES, samplesToMs } from '../../../../src/engine/audio/audio-frame.ts';
import {
  DEFAULT_SEGMENTER,
  UtteranceSegmenter,
  type SegmenterSettings,
} from '../../../../src/engine/speech/utterance-segmenter.ts';
import type { UtteranceId } from '../../../../src/protocol/caption-event.ts';
import { frameAt, framesFor } from '../../../support/frames.ts';

const FRAME_MS = samplesToMs(FRAME_SAMPLES);

function createSegmenter(settings: Partial<SegmenterSettings> = {}, confirmationFrames = 0): UtteranceSegmenter {
  let count = 0;
  return new UtteranceSegmenter({
    settings: { ...DEFAULT_SEGMENTER, onsetMs: 64, ...settings },
    confirmationFrames,
    nextId: () => `u${(count += 1)}` as UtteranceId,
  });
}

/** Runs a pattern such as `..##..`: a dot is a silent frame, a hash a frame with speech. */
function run(
  segmenter: UtteranceSegmenter,
  pattern: string,
  level: (index: number) => number = () => 0.1,
): SpeechEvent[] {
  return [...pattern].flatMap((mark, index) => segmenter.push(frameAt(index, level(index)), mark === '#'));
}

const silence = (ms: number): string => '.'.repeat(framesFor(ms));
const speech = (ms: number): string => '#'.repeat(framesFor(ms));
const shape = (events: readonly SpeechEvent[]): string[] =>
  events.filter((event) => event.type !== 'utterance-audio').map((event) => event.type);
const samplesOf = (events: readonly SpeechEvent[], id: string): number[] =>
  events
    .flatMap((event) => {
      if (event.utteranceId !== id) return [];
      if (event.type === 'utterance-start') return event.frames;
      return event.type === 'utterance-audio' ? [event.frame] : [];
    })
    .map((frame) => frame.startSample);

describe('UtteranceSegmenter', () => {
  it('begins after the onset, with the pre-roll', () => {
    const events = run(createSegmenter(), silence(2000) + speech(64));
    expect(shape(events)).toEqual(['utterance-start']);
    const [start] = events;
    if (start?.type !== 'utterance-start') throw new Error('no start');
    expect(samplesToMs(start.speechStartSample - start.startSample)).toBeGreaterThanOrEqual(500);
    expect(samplesToMs(start.speechStartSample - start.startSample)).toBeLessThan(500 + FRAME_MS);
  });

  it('takes a single loud frame for a click', () => {
    expect(run(createSegmenter(), `${silence(500)}#${silence(500)}`)).toEqual([]);
  });

  it('ends softly, then for good, counting from the last frame with speech', () => {
    const pattern = silence(600) + speech(960) + silence(1000);
    const events = run(createSegmenter(), pattern);
    expect(shape(events)).toEqual(['utterance-start', 'soft-end', 'utterance-end']);
    const end = events.at(-1);
    if (end?.type !== 'utterance-end') throw new Error('no end');
    expect(end.reason).toBe('pause');
    expect(end.speechEnd.sample).toBe((pattern.lastIndexOf('#') + 1) * FRAME_SAMPLES);
    expect(end.speechEnd.speechMs).toBe(960);
    expect(samplesToMs(end.endSample - end.speechEnd.sample)).toBe(framesFor(500) * FRAME_MS);
  });

  it('goes on when the speaker does within the hang-over', () => {
    const events = run(createSegmenter(), speech(640) + silence(300) + speech(320) + silence(600));
    expect(shape(events)).toEqual(['utterance-start', 'soft-end', 'speech-resume', 'soft-end', 'utterance-end']);
  });

  it('counts the frames in which a slow detector had not yet made up its mind', () => {
    const exact = run(createSegmenter(), silence(320) + speech(640) + silence(640));
    const late = run(createSegmenter({}, 1), `${silence(320)}.${speech(640)}${silence(640)}`);
    const ends = [exact, late].map((events) => events.find((event) => event.type === 'utterance-end'));
    expect(ends[0]?.type === 'utterance-end' && ends[0].speechEnd).toEqual(
      ends[1]?.type === 'utterance-end' && ends[1].speechEnd,
    );
  });

  it('cuts a monologue at its quietest moment and loses nothing', () => {
    const quiet = framesFor(11_000);
    const events = run(createSegmenter(), speech(14_000), (index) => (index === quiet ? 0.01 : 0.3));
    expect(shape(events).slice(0, 3)).toEqual(['utterance-start', 'utterance-end', 'utterance-start']);
    const end = events.find((event) => event.type === 'utterance-end');
    const next = events.filter((event) => event.type === 'utterance-start')[1];
    expect(end?.type === 'utterance-end' && [end.reason, end.endSample]).toEqual([
      'max-length',
      (quiet + 1) * FRAME_SAMPLES,
    ]);
    expect(next?.type === 'utterance-start' && next.startSample).toBe((quiet + 1) * FRAME_SAMPLES);
  });

  it('can be ended in its soft end, and only there', () => {
    const segmenter = createSegmenter();
    run(segmenter, speech(640));
    expect(segmenter.commit('u1' as UtteranceId)).toBe(false);
    const offset = framesFor(640);
    for (let index = 0; index < framesFor(220); index += 1) segmenter.push(frameAt(offset + index), false);
    expect(segmenter.commit('other' as UtteranceId)).toBe(false);
    expect(segmenter.commit('u1' as UtteranceId)).toBe(true);
    expect(segmenter.finish()).toEqual([]);
  });

  it('never repeats the end of an utterance in the pre-roll of the next one', () => {
    const segmenter = createSegmenter();
    const first = run(segmenter, speech(640) + silence(220));
    segmenter.commit('u1' as UtteranceId);
    const offset = framesFor(640) + framesFor(220);
    const second = [...speech(128)].flatMap((_, index) => segmenter.push(frameAt(offset + index), true));
    const spoken = framesFor(640);
    expect(Math.max(...samplesOf(first, 'u1').filter((sample) => sample < spoken * FRAME_SAMPLES))).toBeLessThan(
      Math.min(...samplesOf(second, 'u2')),
    );
  });

  it('ends an open utterance at the end of the sound', () => {
    const segmenter = createSegmenter();
    run(segmenter, speech(640));
    const [end] = segmenter.finish();
    expect(end?.type === 'utterance-end' && [end.reason, end.endSample]).toEqual([
      'end-of-input',
      framesFor(640) * FRAME_SAMPLES,
    ]);
    expect(segmenter.finish()).toEqual([]);
  });

  it('gives every utterance a start and an end, in order, with gapless audio, whatever is said', () => {
    const flags = fc.array(fc.tuple(fc.boolean(), fc.integer({ min: 1, max: 60 })), { maxLength: 30 });
    fc.assert(
      fc.property(flags, fc.integer({ min: 0, max: 2 }), (runs, confirmationFrames) => {
        const segmenter = createSegmenter({ maxUtteranceMs: 3000, cutSearchMs: 1000 }, confirmationFrames);
        const pattern = runs.map(([isSpeech, length]) => (isSpeech ? '#' : '.').repeat(length)).join('');
        const events = [...run(segmenter, pattern, (index) => ((index * 7919) % 13) / 13), ...segmenter.finish()];
        let open: string | undefined;
        for (const event of events) {
          if (event.type === 'utterance-start') {
            expect(open).toBeUndefined();
            open = event.utteranceId;
          } else {
            expect(event.utteranceId).toBe(open);
            if (event.type === 'utterance-end') open = undefined;
          }
        }
        expect(open).toBeUndefined();
        for (const id of new Set(events.map((event) => event.utteranceId))) {
          const starts = samplesOf(events, id);
          starts.slice(1).forEach((start, index) => expect(start - (starts[index] ?? 0)).toBe(FRAME_SAMPLES));
        }
      }),
      { numRuns: 200 },
    );
  });
});
