import type {
  CaptionEvent,
  DiscardReason,
  TranscriptFinal,
  TranscriptPartial,
  UtteranceDiscard,
} from '../../protocol/caption-event.ts';
import { isFinalEvent } from '../../protocol/caption-event.ts';
import type { StatusNotice } from '../../protocol/status.ts';
import { BoundedChannel } from '../pipeline/bounded-channel.ts';
import type { Clock } from '../pipeline/clock.ts';
import type { Metrics } from '../pipeline/metrics.ts';
import { noticeOf } from '../pipeline/notice.ts';
import type { FinalText, HeardAudio, UtteranceEnd } from './utterance-facts.ts';

/** Far more than ever wait: the reader of the channel only passes events on. */
const CAPACITY = 10_000;

/** An utterance as the outlet sees it. `Heard` is the answer of the recogniser behind its text. */
interface CaptionedUtterance<Heard> {
  readonly end: UtteranceEnd | undefined;
  readonly stableText: string;
  /** False for a later sentence of what was said without a pause. */
  readonly isFirstPart: boolean;
  /** The final, and whether it had to keep words against what was heard. */
  final(
    text: FinalText,
    heard: Heard | undefined,
    emittedAtMs: number,
  ): { readonly event: TranscriptFinal; readonly disagreed: boolean };
  discard(reason: DiscardReason, emittedAtMs: number): UtteranceDiscard;
}

interface CaptionOutletOptions<Utterance> {
  readonly clock: Clock;
  readonly metrics: Metrics;
  readonly onNotice: (notice: StatusNotice) => void;
  /** Told of each utterance that has become a final, or none: nobody recognises its sound any more. */
  readonly onDone: (utterance: Utterance, outcome: 'final' | 'discarded') => void;
}

/** What becomes of the utterances of one source: their events, measured and counted. */
export class CaptionOutlet<Heard, Utterance extends CaptionedUtterance<Heard>> {
  readonly #options: CaptionOutletOptions<Utterance>;
  readonly #events: BoundedChannel<CaptionEvent>;

  constructor(options: CaptionOutletOptions<Utterance>) {
    this.#options = options;
    this.#events = new BoundedChannel<CaptionEvent>({
      capacity: CAPACITY,
      whenFull: 'refuse',
      conflateKey: (event) => (isFinalEvent(event) ? undefined : event.utteranceId),
      onDrop: () => options.metrics.count('partials-superseded'),
    });
  }

  /** The events in order. */
  read(signal: AbortSignal): AsyncIterable<CaptionEvent> {
    return this.#events.read(signal);
  }

  close(): void {
    this.#events.close();
  }

  fail(error: unknown): void {
    this.#events.fail(error);
  }

  partial(event: TranscriptPartial, heard: HeardAudio, { isFirstPart }: Utterance): void {
    const { metrics } = this.#options;
    const delayMs = event.timing.emittedAtMs - heard.capturedAtMs;
    metrics.measure('audio-to-partial', delayMs);
    // The first words of a later sentence stood behind those of the sentence before it already.
    if (event.revision === 1 && isFirstPart) {
      metrics.measure('speech-start-to-partial', event.endMs - event.startMs + delayMs);
    }
    this.#events.push(event);
  }

  /** @param heard what is behind the text; absent where the text is what was settled before. */
  final(utterance: Utterance, text: FinalText, heard: Heard | undefined): void {
    const { metrics, clock, onDone } = this.#options;
    const { event, disagreed } = utterance.final(text, heard, clock.nowMs());
    metrics.count('finals');
    if (disagreed) metrics.count('finals-that-kept-committed-words');
    const { speechEndAtMs, emittedAtMs } = event.timing;
    if (speechEndAtMs !== undefined) metrics.measure('speech-end-to-final', emittedAtMs - speechEndAtMs);
    else if (utterance.end) {
      metrics.count('finals-settled-in-speech');
      metrics.measure('sentence-end-to-final', emittedAtMs - utterance.end.speechEnd.capturedAtMs);
    }
    onDone(utterance, 'final');
    this.#events.push(event);
  }

  /** Without a text that may be shown, the committed words are all there is; without these there is no caption. */
  rest(utterance: Utterance, reason: DiscardReason): void {
    if (utterance.stableText === '') this.discard(utterance, reason);
    else this.final(utterance, { text: utterance.stableText }, undefined);
  }

  discard(utterance: Utterance, reason: DiscardReason): void {
    this.#options.metrics.count(`discarded-${reason}`);
    this.#options.onDone(utterance, 'discarded');
    this.#events.push(utterance.discard(reason, this.#options.clock.nowMs()));
  }

  failure(error: unknown): void {
    const before = 'An utterance could not be recognised: ';
    this.#options.onNotice(noticeOf(error, { level: 'error', stage: 'transcription', before }));
  }
}
