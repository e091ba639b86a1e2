import { endsSentence } from '../../protocol/sentence-end.ts';
import { toEngineError } from '../errors.ts';
import { samplesToMs } from '../audio/audio-frame.ts';
import type { SpeechEnd, SpeechEvent } from '../pipeline/speech-event.ts';
import type { StageContext } from '../pipeline/stage.ts';
import type { CaptionOutlet } from './caption-outlet.ts';
import { FinalQueue, type Recognized } from './final-queue.ts';
import { heardParts } from './heard-parts.ts';
import type { TimedHypothesis } from './host/recognizer-pool.ts';
import { isLanguageCertain } from './language-certainty.ts';
import { LagWatch } from './lag-watch.ts';
import { FIRST_PARTIAL_MS } from './partial-cadence.ts';
import { PartialWorth } from './partial-worth.ts';
import type { SpokenBefore } from './recognizer.ts';
import { reportVerdict } from './report-verdict.ts';
import type { TimedToken } from './text/timed-tokens.ts';
import { joinTokens } from './text/tokens.ts';
import type { TranscribeOptions } from './transcribe-options.ts';
import { undrifted } from './undrifted.ts';
import type { FinalText, HeardAudio } from './utterance-facts.ts';
import { Utterance } from './utterance.ts';
import { withSkippedSpeech } from './with-skipped-speech.ts';

/** A source that can wait (a file) is read on only while fewer finals than this are unpublished, or untranslated. */
const MOST_FINALS_AHEAD = 4;
const MOST_UNTRANSLATED = 8;

interface TranscriberParts {
  readonly context: StageContext;
  readonly outlet: CaptionOutlet<TimedHypothesis, Utterance>;
}

/** What happens when: from the speech of one source to decodes, and from these to captions. */
export class SourceTranscriber {
  readonly #options: TranscribeOptions;
  readonly #context: StageContext;
  readonly #outlet: CaptionOutlet<TimedHypothesis, Utterance>;
  readonly #finals: FinalQueue;
  readonly #worth = new PartialWorth();
  readonly #lag = new LagWatch();
  #current: Utterance | undefined;
  /** What was said last, for the utterance that comes next. */
  #before: SpokenBefore | undefined;
  /** What was heard last, as a BCP-47 tag: by a decode, so that a file that is read ahead has it too. */
  #heardLanguage: string | undefined;

  constructor(options: TranscribeOptions, { context, outlet }: TranscriberParts) {
    this.#options = options;
    this.#context = context;
    this.#outlet = outlet;
    this.#finals = new FinalQueue({
      concurrency: options.pool.size,
      maxMergedMs: options.sourceCanWait ? 0 : options.maxUtteranceMs,
      recognize: (utterance) => this.#recognize(utterance),
      onMerge: (utterance) => this.#outlet.discard(utterance, 'merged'),
    });
  }

  /** Takes the whole input; ends when every utterance of it has its final. */
  async consume(input: AsyncIterable<SpeechEvent>): Promise<void> {
    for await (const event of input) {
      if (this.#context.signal.aborted) return;
      this.#take(event);
      if (event.type !== 'utterance-end' || !this.#options.sourceCanWait) continue;
      await this.#finals.below(MOST_FINALS_AHEAD);
      await this.#options.retained?.below(this.#options.sourceId, MOST_UNTRANSLATED);
    }
    await this.#finals.below(1);
  }

  behindMs(): number {
    const end = this.#finals.oldest?.end;
    return end ? this.#context.clock.nowMs() - end.speechEnd.capturedAtMs : 0;
  }

  /** Gives up what has no final yet. */
  close(): void {
    for (const { audio } of this.#finals.utterances) audio.close();
    this.#current?.audio.close();
    this.#current = undefined;
  }

  #take(event: SpeechEvent): void {
    if (event.type === 'utterance-start') {
      this.#current = this.#start(event);
      return;
    }
    const utterance = this.#current;
    if (utterance?.speechId !== event.utteranceId || utterance.phase === 'ended') return;
    switch (event.type) {
      case 'utterance-audio':
        utterance.push(event.frame);
        if (this.#mayAskForPartial(utterance)) void this.#showPartial(utterance);
        break;
      case 'soft-end':
        utterance.phase = 'soft-ended';
        if (this.#maySpeculate(utterance)) this.#speculate(utterance, event.speechEnd);
        break;
      case 'speech-resume':
        utterance.phase = 'speaking';
        utterance.forgetSpeculation();
        break;
      case 'utterance-end':
        utterance.endAt(event);
        if (event.reason !== 'pause') utterance.forgetSpeculation();
        this.#before = {
          language: utterance.language,
          text: event.reason === 'max-length' ? utterance.stableText : '',
        };
        this.#finish(utterance);
        break;
    }
  }

  #start(start: Extract<SpeechEvent, { type: 'utterance-start' }>): Utterance {
    const { pool, sourceId, speaker, language, candidates, prompt } = this.#options;
    const spoken = { language, ...(candidates ? { candidates } : {}) };
    return new Utterance({
      start,
      sourceId,
      speaker,
      ...spoken,
      before: this.#before,
      openAudio: (id, before) =>
        pool.open(
          id,
          sourceId,
          { ...spoken, prompt: prompt(), ...(before ? { before } : {}) },
          () => this.#heardLanguage,
        ),
    });
  }

  /** The first words come as soon as they can; from then on, the pace is what this machine allows. */
  #mayAskForPartial(utterance: Utterance): boolean {
    const { sampleCount } = utterance.heardByPartial;
    const newMs = samplesToMs(utterance.audio.length - sampleCount);
    return (
      this.#options.partials &&
      utterance.phase === 'speaking' &&
      !utterance.partial &&
      this.#finals.waiting === 0 &&
      utterance.spokenMs >= FIRST_PARTIAL_MS &&
      (sampleCount === 0 || newMs >= this.#options.pool.step.ms) &&
      this.#worth.ofPartial(utterance.spokenMs, this.#options.pool.usualDecodeMs(utterance.audio))
    );
  }

  #maySpeculate({ audio }: Utterance): boolean {
    const { partials, pool } = this.#options;
    return partials && this.#finals.waiting === 0 && this.#worth.ofSpeculation(pool.usualDecodeMs(audio));
  }

  /** Decodes what was heard when its turn comes; in a pause by then, the decode of the soft end takes its place. */
  async #showPartial(utterance: Utterance): Promise<void> {
    const { pool, metrics } = this.#options;
    const askedAtMs = this.#context.clock.nowMs();
    utterance.partial = new AbortController();
    const newSampleCount = (): number | undefined => {
      if (utterance.phase !== 'speaking' || this.#finals.waiting > 0) return undefined;
      utterance.heardByPartial = utterance.heard;
      return utterance.heardByPartial.sampleCount;
    };
    try {
      const hypothesis = await pool.decodePartial(utterance.audio, newSampleCount, utterance.partial.signal);
      metrics.count(hypothesis ? 'partials-decoded' : 'partials-shed');
      if (!hypothesis) return;
      metrics.measure('partial-wait', hypothesis.workStartAtMs - askedAtMs);
      metrics.measure('partial-decode', hypothesis.workEndAtMs - hypothesis.workStartAtMs);
      if (utterance.phase !== 'ended') this.#hear(utterance, hypothesis, utterance.heardByPartial);
    } catch (error) {
      metrics.count('partials-failed');
      this.#context.log.debug('a partial could not be decoded', { reason: toEngineError(error).message });
    } finally {
      utterance.partial = undefined;
    }
  }

  #hear(utterance: Utterance, hypothesis: TimedHypothesis, heard: HeardAudio): void {
    const verdict = utterance.check(hypothesis, heard.sampleCount);
    if (!verdict.accepted) {
      this.#options.metrics.count(`partials-refused-${verdict.reason}`);
      return;
    }
    const isOther = this.#options.language === 'auto' && hypothesis.otherLanguage?.whole;
    if (isOther || !isLanguageCertain(hypothesis, samplesToMs(heard.sampleCount))) {
      this.#options.metrics.count('partials-of-unsure-language');
      return;
    }
    this.#heardLanguage = hypothesis.language;
    this.#show(utterance, utterance.tokensOf(verdict.text, hypothesis), hypothesis, heard);
  }

  /** Shows what is new. A sentence that is finished becomes a final, and what follows it an utterance of its own. */
  #show(utterance: Utterance, tokens: readonly TimedToken[], hypothesis: TimedHypothesis, heard: HeardAudio): void {
    const news = utterance.hear(tokens, hypothesis, heard, this.#context.clock.nowMs());
    if (!news) return;
    if ('type' in news) {
      this.#outlet.partial(news, heard, utterance);
      return;
    }
    if (hypothesis.otherLanguage) this.#options.metrics.count('language-drifts');
    const { next, tokens: rest } = utterance.settle(news);
    this.#options.settled?.(utterance.speechId, next.startSample);
    this.#current = next;
    this.#finals.add(utterance);
    this.#show(next, rest, hypothesis, next.heardByPartial);
  }

  /** Decodes in the pause, so that the text is there when the pause turns out to be the end. */
  #speculate(utterance: Utterance, speechEnd: SpeechEnd): void {
    const { heard } = utterance;
    const { sampleCount } = heard;
    const abort = new AbortController();
    const request = { kind: 'final', task: 'transcribe', sampleCount, signal: abort.signal } as const;
    const hypothesis = this.#options.pool.decode(utterance.audio, request).then(
      (decoded) => {
        if (abort.signal.aborted || utterance.phase !== 'soft-ended') return decoded;
        const verdict = utterance.check(decoded, sampleCount);
        if (verdict.accepted && endsSentence(verdict.text) && this.#options.commit(utterance.speechId)) {
          const endSample = utterance.startSample + sampleCount;
          utterance.endAt({ reason: 'pause', endSample, speechEnd });
          this.#before = { language: utterance.language, text: '' };
          this.#finish(utterance);
        } else {
          this.#hear(utterance, decoded, heard);
        }
        return decoded;
      },
      () => undefined,
    );
    utterance.speculation = { hypothesis, abort };
  }

  #finish(utterance: Utterance): void {
    utterance.phase = 'ended';
    utterance.partial?.abort();
    this.#worth.ended(utterance.spokenMs);
    this.#current = undefined;
    this.#finals.add(utterance);
  }

  /** Live captions are shown when they are spoken: the times of their words are of no use to them. */
  #finalText(tokens: readonly TimedToken[]): FinalText {
    return { text: joinTokens(tokens), tokens: this.#options.partials ? undefined : tokens };
  }

  /** Of a decode that drifted into another language, what is to be shown. */
  async #mended(utterance: Utterance, hypothesis: TimedHypothesis, sampleCount: number): Promise<TimedHypothesis> {
    const { pool, metrics, prompt, language, candidates } = this.#options;
    metrics.count('language-drifts');
    const spoken = { language, ...(candidates ? { candidates } : {}) };
    const prompted = prompt() !== '' || utterance.textBefore !== '';
    const mended = await undrifted(pool, { utterance, hypothesis, sampleCount, spoken, prompted });
    if (mended !== hypothesis) metrics.count('language-drifts-mended');
    return mended;
  }

  /** Gives back what publishes the outcome, so that the queue can keep the order. */
  async #recognize(utterance: Utterance): Promise<Recognized> {
    if (utterance.end?.reason === 'settled')
      return { publish: () => this.#outlet.final(utterance, { text: utterance.stableText }, undefined) };
    if (!this.#options.sourceCanWait && this.#lag.take(this.behindMs())) this.#options.onFallingBehind();
    const sampleCount = utterance.endSampleCount;
    try {
      const request = { kind: 'final', task: 'transcribe', sampleCount } as const;
      const first =
        (await utterance.speculation?.hypothesis) ?? (await this.#options.pool.decode(utterance.audio, request));
      const hypothesis = first.otherLanguage ? await this.#mended(utterance, first, sampleCount) : first;
      this.#options.metrics.measure('final-decode', hypothesis.workEndAtMs - hypothesis.workStartAtMs);
      const verdict = utterance.check(hypothesis, sampleCount);
      const tools = { log: this.#context.log, metrics: this.#options.metrics };
      reportVerdict(tools, { id: utterance.id, text: hypothesis.text, verdict });
      if (verdict.accepted) {
        this.#heardLanguage = hypothesis.language;
        const heard = utterance.tokensOf(verdict.text, hypothesis);
        const tokens = await withSkippedSpeech(this.#options.pool, utterance, heard, hypothesis);
        if (tokens !== heard) this.#options.metrics.count('skipped-speech');
        const { parts, unheard } = heardParts(utterance, tokens);
        if (unheard) this.#options.metrics.count('unheard-ends');
        const publish = (): void => {
          for (const part of parts) this.#outlet.final(part.utterance, this.#finalText(part.tokens), hypothesis);
        };
        return { publish, rest: unheard };
      }
      return { publish: () => this.#outlet.rest(utterance, verdict.reason) };
    } catch (error) {
      const publish = (): void => {
        if (this.#context.signal.aborted) return;
        this.#outlet.failure(error);
        this.#outlet.rest(utterance, 'failed');
      };
      return { publish };
    }
  }
}
