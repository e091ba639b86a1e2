import type { CaptionEvent, DiscardReason, UtteranceId } from '../../protocol/caption-event.ts';
import { isFinalEvent } from '../../protocol/caption-event.ts';
import type { StatusNotice } from '../../protocol/status.ts';
import { toEngineError, type EngineError } from '../errors.ts';
import { samplesToMs } from '../audio/audio-frame.ts';
import { BoundedChannel } from '../pipeline/bounded-channel.ts';
import type { Metrics } from '../pipeline/metrics.ts';
import type { SpeechEnd, SpeechEvent } from '../pipeline/speech-event.ts';
import type { Stage, StageContext } from '../pipeline/stage.ts';
import { FinalQueue } from './final-queue.ts';
import type { RecognizerPool, TimedHypothesis } from './host/recognizer-pool.ts';
import { endsSentence } from './sentence-end.ts';
import { RetainedAudio } from './retained-audio.ts';
import { Utterance, type HeardAudio } from './utterance.ts';

/** A first partial needs so much speech, later ones so much more: less gives the recogniser nothing new to say. */
const FIRST_PARTIAL_MS = 320;
const NEW_AUDIO_MS = 200;

/** A source that can wait (a file) is read on only while fewer finals than this are unpublished, or untranslated. */
const MOST_FINALS_AHEAD = 4;
const MOST_UNTRANSLATED = 8;

/** Far more than ever wait: the reader of the channel only passes events on. */
const OUTPUT_CAPACITY = 10_000;

export interface TranscribeOptions {
  readonly sourceId: string;
  readonly speaker: string | undefined;
  /** BCP-47 tag, or `auto`. */
  readonly language: string;
  /** Words that are likely to occur; empty for none. */
  readonly prompt: () => string;
  /** Live: show partials, decode at the soft end, end an utterance there when its sentence is complete. */
  readonly partials: boolean;
  /** True where the source waits for a slow recogniser instead of running on. */
  readonly sourceCanWait: boolean;
  readonly maxUtteranceMs: number;
  /** Keep the audio of finals until it was translated by the recogniser. */
  readonly retainAudio: boolean;
  readonly pool: RecognizerPool;
  /** Ends an utterance in its soft end; false where the speaker went on meanwhile. */
  readonly commit: (id: UtteranceId) => boolean;
  readonly metrics: Metrics;
  readonly onNotice: (notice: StatusNotice) => void;
}

/** The transcription stage of one source. */
export interface TranscribeStage {
  readonly stage: Stage<SpeechEvent, CaptionEvent>;
  /** How long the oldest unpublished final has waited, in milliseconds. */
  readonly behindMs: () => number;
  /** Lets the recogniser translate a final to English; empty where its audio is not kept any more. */
  readonly decodeToEnglish: (id: UtteranceId) => Promise<string>;
  /** The final has its translation: its audio is not wanted any more. */
  readonly release: (id: UtteranceId) => void;
  /** Frees the audio that still waits for its translation. */
  readonly close: () => void;
}

/** Utterances in, transcript events out, finals in the order in which they were spoken. */
export function createTranscribeStage(options: TranscribeOptions): TranscribeStage {
  const retained = new RetainedAudio(options.pool);
  let transcriber: SourceTranscriber | undefined;
  return {
    stage: async function* (input, context) {
      const output = new BoundedChannel<CaptionEvent>({
        capacity: OUTPUT_CAPACITY,
        whenFull: 'refuse',
        conflateKey: (event) => (isFinalEvent(event) ? undefined : event.utteranceId),
        onDrop: () => options.metrics.count('partials-superseded'),
      });
      const own = (transcriber = new SourceTranscriber(options, context, output, retained));
      const pump = own.consume(input).then(
        () => output.close(),
        (error: unknown) => output.fail(error),
      );
      try {
        yield* output.read(context.signal);
        await pump;
      } finally {
        own.close();
      }
    },
    behindMs: () => transcriber?.behindMs() ?? 0,
    decodeToEnglish: (id) => retained.decodeToEnglish(id),
    release: (id) => retained.release(id),
    close: () => retained.clear(),
  };
}

class SourceTranscriber {
  readonly #options: TranscribeOptions;
  readonly #context: StageContext;
  readonly #output: BoundedChannel<CaptionEvent>;
  readonly #retained: RetainedAudio;
  readonly #finals: FinalQueue;
  #current: Utterance | undefined;

  constructor(
    options: TranscribeOptions,
    context: StageContext,
    output: BoundedChannel<CaptionEvent>,
    retained: RetainedAudio,
  ) {
    this.#options = options;
    this.#context = context;
    this.#output = output;
    this.#retained = retained;
    this.#finals = new FinalQueue({
      concurrency: options.pool.size,
      maxMergedMs: options.sourceCanWait ? 0 : options.maxUtteranceMs,
      recognize: (utterance) => this.#recognize(utterance),
      onMerge: (utterance) => this.#discard(utterance, 'merged'),
    });
  }

  /** Takes the whole input; ends when every utterance of it has its final. */
  async consume(input: AsyncIterable<SpeechEvent>): Promise<void> {
    for await (const event of input) {
      if (this.#context.signal.aborted) return;
      this.#take(event);
      if (event.type !== 'utterance-end' || !this.#options.sourceCanWait) continue;
      await this.#finals.below(MOST_FINALS_AHEAD);
      await this.#retained.below(MOST_UNTRANSLATED);
    }
    await this.#finals.below(1);
  }

  behindMs(): number {
    const end = this.#finals.oldest?.end;
    return end ? this.#context.clock.nowMs() - end.speechEnd.capturedAtMs : 0;
  }

  close(): void {
    this.#current?.audio.close();
    this.#current = undefined;
  }

  #take(event: SpeechEvent): void {
    if (event.type === 'utterance-start') {
      this.#current = this.#start(event);
      return;
    }
    const utterance = this.#current;
    if (utterance?.id !== event.utteranceId || utterance.phase === 'ended') return;
    switch (event.type) {
      case 'utterance-audio':
        utterance.push(event.frame);
        if (this.#mayAskForPartial(utterance)) void this.#showPartial(utterance);
        break;
      case 'soft-end':
        utterance.phase = 'soft-ended';
        if (this.#options.partials && this.#finals.waiting === 0) this.#speculate(utterance, event.speechEnd);
        break;
      case 'speech-resume':
        utterance.phase = 'speaking';
        utterance.speculative = undefined;
        break;
      case 'utterance-end':
        utterance.end = event;
        if (event.reason !== 'pause') utterance.speculative = undefined;
        this.#finish(utterance);
        break;
    }
  }

  #start(start: Extract<SpeechEvent, { type: 'utterance-start' }>): Utterance {
    const { pool, sourceId, speaker, language, prompt } = this.#options;
    const audio = pool.open(start.utteranceId, sourceId, { language, prompt: prompt() });
    return new Utterance({ start, sourceId, speaker, language, audio });
  }

  #mayAskForPartial(utterance: Utterance): boolean {
    return (
      this.#options.partials &&
      utterance.phase === 'speaking' &&
      !utterance.partialPending &&
      this.#finals.waiting === 0 &&
      utterance.spokenMs >= FIRST_PARTIAL_MS &&
      samplesToMs(utterance.audio.length - utterance.heardByPartial.sampleCount) >= NEW_AUDIO_MS
    );
  }

  /** Decodes what was heard when its turn comes; in a pause by then, the decode of the soft end takes its place. */
  async #showPartial(utterance: Utterance): Promise<void> {
    const { pool, metrics } = this.#options;
    const askedAtMs = this.#context.clock.nowMs();
    utterance.partialPending = true;
    try {
      const hypothesis = await pool.decodePartial(utterance.audio, () => {
        if (utterance.phase !== 'speaking' || this.#finals.waiting > 0) return undefined;
        utterance.heardByPartial = utterance.heard;
        return utterance.heardByPartial.sampleCount;
      });
      metrics.count(hypothesis ? 'partials-decoded' : 'partials-shed');
      if (!hypothesis) return;
      metrics.measure('partial-wait', hypothesis.workStartAtMs - askedAtMs);
      metrics.measure('partial-decode', hypothesis.workEndAtMs - hypothesis.workStartAtMs);
      if (utterance.phase !== 'ended') this.#publishPartial(utterance, hypothesis, utterance.heardByPartial);
    } catch (error) {
      metrics.count('partials-failed');
      this.#context.log.debug('a partial could not be decoded', { reason: toEngineError(error).message });
    } finally {
      utterance.partialPending = false;
    }
  }

  #publishPartial(utterance: Utterance, hypothesis: TimedHypothesis, heard: HeardAudio): void {
    const verdict = utterance.check(hypothesis, heard.sampleCount);
    if (!verdict.accepted) {
      this.#options.metrics.count(`partials-refused-${verdict.reason}`);
      return;
    }
    const event = utterance.partial(verdict.text, hypothesis, heard, this.#context.clock.nowMs());
    if (!event) return;
    this.#options.metrics.measure('audio-to-partial', event.timing.emittedAtMs - heard.capturedAtMs);
    this.#output.push(event);
  }

  /** Decodes in the pause, so that the text is there when the pause turns out to be the end. */
  #speculate(utterance: Utterance, speechEnd: SpeechEnd): void {
    const { heard } = utterance;
    const { sampleCount } = heard;
    const decode = this.#options.pool.decode(utterance.audio, { kind: 'final', task: 'transcribe', sampleCount });
    const speculative = decode.then(
      (hypothesis) => {
        if (utterance.speculative !== speculative || utterance.phase !== 'soft-ended') return hypothesis;
        const verdict = utterance.check(hypothesis, sampleCount);
        if (verdict.accepted && endsSentence(verdict.text) && this.#options.commit(utterance.id)) {
          const endSample = utterance.startSample + sampleCount;
          utterance.end = { reason: 'pause', endSample, speechEnd };
          this.#finish(utterance);
        } else {
          this.#publishPartial(utterance, hypothesis, heard);
        }
        return hypothesis;
      },
      () => undefined,
    );
    utterance.speculative = speculative;
  }

  #finish(utterance: Utterance): void {
    utterance.phase = 'ended';
    this.#current = undefined;
    this.#finals.add(utterance);
  }

  /** Gives back what publishes the outcome, so that the queue can keep the order. */
  async #recognize(utterance: Utterance): Promise<() => void> {
    const sampleCount = utterance.endSampleCount;
    try {
      const request = { kind: 'final', task: 'transcribe', sampleCount } as const;
      const hypothesis = (await utterance.speculative) ?? (await this.#options.pool.decode(utterance.audio, request));
      this.#options.metrics.measure('final-decode', hypothesis.workEndAtMs - hypothesis.workStartAtMs);
      const verdict = utterance.check(hypothesis, sampleCount);
      if (verdict.accepted) return () => this.#publishFinal(utterance, verdict.text, hypothesis);
      this.#context.log.debug('a text was refused', { reason: verdict.reason, text: hypothesis.text });
      return () => this.#publishRest(utterance, verdict.reason);
    } catch (error) {
      const failure = toEngineError(error);
      return () => {
        if (!this.#context.signal.aborted) this.#tellFailure(failure);
        this.#publishRest(utterance, 'failed');
      };
    }
  }

  #publishFinal(utterance: Utterance, text: string, hypothesis: TimedHypothesis | undefined): void {
    const { metrics } = this.#options;
    const { event, disagreed } = utterance.final(text, hypothesis, this.#context.clock.nowMs());
    metrics.count('finals');
    if (disagreed) metrics.count('finals-that-kept-committed-words');
    if (event.timing.speechEndAtMs !== undefined) {
      metrics.measure('speech-end-to-final', event.timing.emittedAtMs - event.timing.speechEndAtMs);
    }
    if (this.#options.retainAudio) this.#retained.keep(utterance);
    else utterance.audio.close();
    this.#output.push(event);
  }

  /** Without a text that may be shown, the committed words are all there is; without these there is no caption. */
  #publishRest(utterance: Utterance, reason: DiscardReason): void {
    if (utterance.stableText === '') this.#discard(utterance, reason);
    else this.#publishFinal(utterance, utterance.stableText, undefined);
  }

  #discard(utterance: Utterance, reason: DiscardReason): void {
    this.#options.metrics.count(`discarded-${reason}`);
    utterance.audio.close();
    this.#output.push(utterance.discard(reason, this.#context.clock.nowMs()));
  }

  #tellFailure({ code, message, hint }: EngineError): void {
    this.#options.onNotice({
      type: 'status-notice',
      level: 'error',
      stage: 'transcription',
      code,
      message: `An utterance could not be recognised: ${message}`,
      ...(hint === undefined ? {} : { hint }),
    });
  }
}
