import type { CaptionEvent, TranscriptFinal } from '../../../protocol/caption-event.ts';
import type { Span } from '../recording-clock.ts';

/** Sound is never captured before it was made, only after it: the least delay of so many texts is nearest to the truth. */
const REMEMBERED = 8;

/** How far a source may run ahead of the clock: clocks of sound cards differ by up to a thousandth. */
const AHEAD_MS = 2000;
const AHEAD_SHARE = 0.001;

/** When a source began by its texts, in milliseconds of the session. */
interface Beginnings {
  readonly first: number;
  readonly newest: readonly number[];
}

/**
 * Finds the time in a session for the media time of its sources. A live source keeps pace with the clock, so what counts is
 * when its sound was captured, also after hours. One that is faster, such as a file that is read at full speed, has its own
 * time only, which counts from where it began.
 */
export class SourceTimes {
  readonly #zeroMs: number;
  /** No source began before that, in milliseconds of the session. */
  readonly #earliestMs: number;
  readonly #sources = new Map<string, Beginnings>();

  /**
   * @param zeroMs when the session began, on the engine's clock.
   * @param beginsWithin true where sources may have been heard before it.
   */
  constructor(zeroMs: number, beginsWithin = false) {
    this.#zeroMs = zeroMs;
    this.#earliestMs = beginsWithin ? Number.NEGATIVE_INFINITY : 0;
  }

  /** Takes note of when the sound of a text was captured. */
  hear(event: CaptionEvent): void {
    const capturedAtMs = captureOf(event);
    if (capturedAtMs === undefined) return;
    const begin = this.#beginning(capturedAtMs, event.endMs);
    const known = this.#sources.get(event.sourceId);
    this.#sources.set(event.sourceId, {
      // One that seems to have begun before that has been read faster than it is heard.
      first: known?.first ?? Math.max(this.#earliestMs, begin),
      newest: [...(known?.newest ?? []), begin].slice(-REMEMBERED),
    });
  }

  /** When a caption was said, in whole milliseconds of the session. */
  of({ sourceId, startMs, endMs, timing }: TranscriptFinal): Span {
    const known = this.#sources.get(sourceId);
    const begin = known
      ? beginningBy(known, endMs)
      : Math.max(this.#earliestMs, this.#beginning(timing.audioEndAtMs ?? timing.emittedAtMs, endMs));
    return { startMs: Math.round(begin + startMs), endMs: Math.round(begin + endMs) };
  }

  #beginning(capturedAtMs: number, mediaMs: number): number {
    return capturedAtMs - this.#zeroMs - mediaMs;
  }
}

function beginningBy({ first, newest }: Beginnings, mediaMs: number): number {
  const least = Math.min(...newest);
  return least < first - AHEAD_MS - mediaMs * AHEAD_SHARE ? first : least;
}

/** When exactly that was captured where an event says that it ends; undefined where it does not tell. */
function captureOf(event: CaptionEvent): number | undefined {
  switch (event.type) {
    case 'transcript-partial':
      return event.timing.audioEndAtMs;
    // A sentence within speech has no such stamp: it was decoded with sound behind its end.
    case 'transcript-final':
      return event.timing.speechEndAtMs;
    case 'translation-partial':
    case 'translation-final':
    case 'utterance-discard':
      return undefined;
  }
}
