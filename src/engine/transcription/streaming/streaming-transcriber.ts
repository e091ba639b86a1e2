import { endsSentence } from '../../../protocol/sentence-end.ts';
import { samplesToMs } from '../../audio/audio-frame.ts';
import { toEngineError } from '../../errors.ts';
import type { SpeechEvent } from '../../pipeline/speech-event.ts';
import type { StageContext } from '../../pipeline/stage.ts';
import type { CaptionOutlet } from '../caption-outlet.ts';
import type { TimedStreamText } from '../host/pooled-stream.ts';
import { isLanguageCertain } from '../language-certainty.ts';
import type { SpokenBefore } from '../recognizer.ts';
import { reportVerdict } from '../report-verdict.ts';
import type { StreamingTraits } from '../streaming-recognizer.ts';
import type { TranscribeOptions } from '../transcribe-options.ts';
import type { Section } from './section.ts';
import type { StreamedUtterance } from './streamed-utterance.ts';
import { Talk, type FinishedPart } from './talk.ts';

/** A source that can wait (a file) is read on only while fewer utterances than this have no final. */
const MOST_AHEAD = 4;

interface TranscriberParts {
  readonly context: StageContext;
  readonly outlet: CaptionOutlet<TimedStreamText, StreamedUtterance>;
  readonly traits: StreamingTraits;
}

/**
 * From the speech of one source to captions, by a recogniser that streams. It is fed what has come, one request at a time;
 * while that is under way, more comes, so that a machine that is behind feeds larger pieces and loses nothing. What it
 * commits is stable text: there is nothing to decode again, and nothing to agree on.
 */
export class StreamingTranscriber {
  readonly #options: TranscribeOptions;
  readonly #parts: TranscriberParts;
  /** Those without a final, in the order of speech. Only the first one is worked on. */
  readonly #talks: Talk[] = [];
  #working = false;
  #inputOver = false;
  #listeners: (() => void)[] = [];
  /** What was said last, for the talk that comes next. */
  #before: SpokenBefore | undefined;

  constructor(options: TranscribeOptions, parts: TranscriberParts) {
    this.#options = options;
    this.#parts = parts;
  }

  /** Takes the whole input; ends when every utterance of it has its final. */
  async consume(input: AsyncIterable<SpeechEvent>): Promise<void> {
    for await (const event of input) {
      if (this.#parts.context.signal.aborted) return;
      this.#take(event);
      void this.#work();
      if (event.type === 'utterance-end' && this.#options.sourceCanWait) await this.#below(MOST_AHEAD);
    }
    this.#inputOver = true;
    void this.#work();
    await this.#below(1);
  }

  /** How long the oldest utterance that has ended has waited for its final, in milliseconds. */
  behindMs(): number {
    const end = this.#talks[0]?.section.end;
    return end ? this.#parts.context.clock.nowMs() - end.speechEnd.capturedAtMs : 0;
  }

  /** Gives up what has no final yet. */
  close(): void {
    for (const { stream } of this.#talks.splice(0)) stream.close();
    this.#wake();
  }

  #take(event: SpeechEvent): void {
    const newest = this.#talks.at(-1);
    if (event.type === 'utterance-start') {
      if (newest?.goesOnAt(event.startSample)) newest.goOn(event);
      else this.#talks.push(this.#begin(event));
      return;
    }
    const section = newest?.sections.at(-1);
    if (!newest || section?.id !== event.utteranceId || section.end) return;
    switch (event.type) {
      case 'utterance-audio':
        newest.push(event.frame);
        break;
      case 'soft-end':
        section.softEnd = event.speechEnd;
        break;
      case 'speech-resume':
        section.softEnd = undefined;
        section.flushed = false;
        break;
      case 'utterance-end':
        section.end = event;
        break;
    }
  }

  #begin(start: Extract<SpeechEvent, { type: 'utterance-start' }>): Talk {
    const { pool, sourceId, speaker, language, candidates, prompt } = this.#options;
    const spoken = { language, ...(candidates ? { candidates } : {}) };
    const before = this.#before;
    const stream = pool.openStream(start.utteranceId, sourceId, {
      ...spoken,
      prompt: prompt(),
      ...(before ? { before } : {}),
    });
    const { lookAheadMs } = this.#parts.traits;
    return new Talk({ start, sourceId, speaker, ...spoken, stream, lookAheadMs, before });
  }

  /** Does one thing after the other while there is anything to do. */
  async #work(): Promise<void> {
    if (this.#working) return;
    this.#working = true;
    try {
      await this.#workOff();
    } catch (error) {
      this.#parts.outlet.fail(error);
    }
    this.#working = false;
  }

  async #workOff(): Promise<void> {
    for (let talk = this.#talks[0]; talk; talk = this.#talks[0]) {
      const step = this.#nextStep(talk);
      if (!step) break;
      await step();
      this.#wake();
    }
  }

  #nextStep(talk: Talk): (() => Promise<void>) | undefined {
    const { section } = talk;
    const isNewest = this.#talks.at(-1) === talk;
    if (section.end) {
      if (talk.sections.length > 1) return () => this.#endSection(talk);
      // The utterance that goes on comes next.
      if (section.end.reason === 'max-length' && isNewest && !this.#inputOver) return undefined;
      return () => this.#finish(talk);
    }
    if (!this.#options.partials || section.failed) return undefined;
    if (section.softEnd) return section.flushed ? undefined : () => this.#flush(talk, section);
    return talk.waitingMs >= this.#options.pool.step.ms ? () => this.#feed(talk, section) : undefined;
  }

  async #feed(talk: Talk, section: Section): Promise<void> {
    const heard = await this.#hear(section, () => talk.stream.feed());
    if (heard) this.#show(talk, section, heard);
  }

  /** In a pause, silence makes the last words come at once; a sentence that is complete then is the end. */
  async #flush(talk: Talk, section: Section): Promise<void> {
    const { softEnd } = section;
    if (!softEnd) return;
    section.flushed = true;
    const silentMs = samplesToMs(talk.stream.length - talk.inStream(softEnd.sample));
    const silenceMs = Math.max(0, this.#parts.traits.lookAheadMs - silentMs);
    const heard = await this.#hear(section, () => talk.stream.feed({ silenceMs }));
    if (!heard) return;
    const text = (heard.committed + heard.tentative).trim();
    const isPaused = section.softEnd === softEnd && !section.end;
    const verdict = talk.utterance.check(text, talk.inUtterance(heard), talk.heard.sampleCount);
    if (isPaused && verdict.accepted && endsSentence(verdict.text) && this.#options.commit(section.id)) {
      const endSample = talk.inMedia(talk.stream.heardSamples);
      section.end = { reason: 'pause', endSample, speechEnd: softEnd };
      return;
    }
    this.#show(talk, section, heard);
  }

  async #hear(section: Section, ask: () => Promise<TimedStreamText>): Promise<TimedStreamText | undefined> {
    const { metrics } = this.#options;
    const { clock, log, signal } = this.#parts.context;
    const askedAtMs = clock.nowMs();
    try {
      const heard = await ask();
      metrics.count('stream-feeds');
      metrics.measure('stream-wait', heard.workStartAtMs - askedAtMs);
      metrics.measure('stream-feed', heard.workEndAtMs - heard.workStartAtMs);
      return heard;
    } catch (error) {
      if (signal.aborted) return undefined;
      section.failed = true;
      metrics.count('stream-feeds-failed');
      log.debug('a stream could not be fed', { reason: toEngineError(error).message });
      return undefined;
    }
  }

  /** Shows what is new. A sentence that is finished becomes a final, and what follows it an utterance of its own. */
  #show(talk: Talk, section: Section, heard: TimedStreamText): void {
    const { outlet, context } = this.#parts;
    const { metrics, settled } = this.#options;
    const audio = talk.heard;
    // In a pause the whole utterance may be about to end: its final is then cut into sentences.
    const finished = section.softEnd ? undefined : talk.settle(heard);
    if (finished) {
      this.#publish(finished);
      if (finished.utterance.end) settled?.(section.id, finished.utterance.end.endSample);
      this.#show(talk, section, finished.rest);
      return;
    }
    talk.last = heard;
    if (!isLanguageCertain(heard, samplesToMs(audio.sampleCount))) {
      metrics.count('partials-of-unsure-language');
      return;
    }
    const shown = talk.utterance.hear(talk.inUtterance(heard), audio, context.clock.nowMs());
    if (typeof shown === 'string') metrics.count(`partials-refused-${shown}`);
    else if (shown) outlet.partial(shown, audio, talk.utterance);
  }

  /** The speech stage has cut a talk: what is committed by now becomes a final, and the stream goes on. */
  async #endSection(talk: Talk): Promise<void> {
    const { section } = talk;
    const endSample = talk.inStream(section.end?.endSample ?? 0);
    const heard = await this.#hear(section, () => talk.stream.feedUpTo(endSample));
    if (this.#parts.context.signal.aborted) return;
    // Where that failed, it is what was heard before.
    let rest = heard ?? talk.last;
    for (let part = talk.settle(rest); part; part = talk.settle(rest)) {
      this.#publish(part);
      rest = part.rest;
    }
    const ended = talk.endSection(rest);
    if (rest.committed.trim() === '' && !heard) this.#parts.outlet.rest(ended.utterance, 'failed');
    else this.#publish(ended);
  }

  /** The last words, and the finals of what is left of a talk. */
  async #finish(talk: Talk): Promise<void> {
    const { outlet, context } = this.#parts;
    const { section } = talk;
    const { end } = section;
    if (!end) return;
    try {
      const heard = await talk.stream.finish(talk.inStream(end.endSample));
      this.#options.metrics.measure('final-decode', heard.workEndAtMs - heard.workStartAtMs);
      let rest = heard;
      for (let part = talk.firstSentence(rest); part; part = talk.firstSentence(rest)) {
        this.#publish(part);
        rest = part.rest;
      }
      const { sampleCount } = talk.heard;
      talk.utterance.endAt(end);
      this.#publish({ utterance: talk.utterance, heard: talk.inUtterance(rest), sampleCount });
    } catch (error) {
      if (context.signal.aborted) return;
      talk.utterance.endAt(end);
      outlet.failure(error);
      outlet.rest(talk.utterance, 'failed');
    }
    this.#before = { language: talk.utterance.language, text: '' };
    this.#talks.shift();
    talk.stream.close();
  }

  #publish({ utterance, heard, sampleCount }: Omit<FinishedPart, 'rest'>): void {
    const { outlet, context } = this.#parts;
    const verdict = utterance.check(heard.committed.trim(), heard, sampleCount);
    const tools = { log: context.log, metrics: this.#options.metrics };
    reportVerdict(tools, { id: utterance.id, text: heard.committed, verdict });
    if (verdict.accepted) outlet.final(utterance, { text: verdict.text }, heard);
    else outlet.rest(utterance, verdict.reason);
  }

  /** Resolves once fewer than `size` utterances of the speech stage wait for their finals. */
  async #below(size: number): Promise<void> {
    const waiting = (): number =>
      this.#talks.reduce((sum, { sections }) => sum + sections.filter(({ end }) => end).length, 0);
    while (waiting() >= size && !this.#parts.context.signal.aborted) {
      await new Promise<void>((resolve) => {
        this.#listeners.push(resolve);
      });
    }
  }

  #wake(): void {
    for (const wake of this.#listeners.splice(0)) wake();
  }
}
