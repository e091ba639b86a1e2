import { FRAME_SAMPLES, SAMPLE_RATE, type AudioFrame } from '../../../src/engine/audio/audio-frame.ts';
import { systemClock } from '../../../src/engine/pipeline/clock.ts';
import type { SpeechEvent } from '../../../src/engine/pipeline/speech-event.ts';
import type { CaptionEvent, UtteranceId } from '../../../src/protocol/caption-event.ts';

const WORD_SAMPLES = SAMPLE_RATE / 2;
const VOICED_SAMPLES = 6400;

/** A sound in which each half second is a word, told by the value of its samples; see `word-recognizer.mjs`. */
export function spokenWords(first: number, count: number): Float32Array {
  return Float32Array.from({ length: count * WORD_SAMPLES }, (_, at) => {
    const word = first + Math.floor(at / WORD_SAMPLES);
    return at % WORD_SAMPLES < VOICED_SAMPLES ? 0.05 + word / 20_000 : 0.001;
  });
}

const SILENCE = 0.0001;

/** The frames of a sound that begins at a place in media time. */
export function framesOf(samples: Float32Array, startSample: number): AudioFrame[] {
  return Array.from({ length: Math.floor(samples.length / FRAME_SAMPLES) }, (_, index) => ({
    samples: samples.slice(index * FRAME_SAMPLES, (index + 1) * FRAME_SAMPLES),
    startSample: startSample + index * FRAME_SAMPLES,
    capturedAtMs: systemClock.nowMs(),
  }));
}

/** Silence of so many frames. */
export function silence(frames: number): Float32Array {
  return new Float32Array(frames * FRAME_SAMPLES).fill(SILENCE);
}

/** One utterance of the speech stage, from its first frame to its pause, with `frameMs` between frames. */
export async function* spokenUtterance(
  id: string,
  samples: Float32Array,
  { startSample = 0, frameMs = 2, end = true }: { startSample?: number; frameMs?: number; end?: boolean } = {},
): AsyncGenerator<SpeechEvent> {
  const utteranceId = id as UtteranceId;
  const [first, ...frames] = framesOf(samples, startSample);
  if (!first) return;
  yield { type: 'utterance-start', utteranceId, startSample, speechStartSample: startSample, frames: [first] };
  for (const frame of frames) {
    yield { type: 'utterance-audio', utteranceId, frame };
    if (frameMs > 0) await new Promise((resolve) => setTimeout(resolve, frameMs));
  }
  if (end) yield pauseAfter(utteranceId, startSample + (frames.length + 1) * FRAME_SAMPLES, startSample);
}

/** The end of an utterance whose speech ended there. */
export function pauseAfter(utteranceId: UtteranceId, endSample: number, startSample: number): SpeechEvent {
  const speechMs = (endSample - startSample) / 16;
  const speechEnd = { sample: endSample, capturedAtMs: systemClock.nowMs(), speechMs };
  return { type: 'utterance-end', utteranceId, reason: 'pause', endSample, speechEnd };
}

/** The numbers of all words of the finals, in order. */
export function finalNumbers(events: readonly CaptionEvent[]): number[] {
  return events.flatMap((event) =>
    event.type === 'transcript-final' ? event.text.split(' ').map((word) => Number(word.replace(/\D/gu, ''))) : [],
  );
}

/** From one number up to another, without the last. */
export function numbers(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, index) => from + index);
}
