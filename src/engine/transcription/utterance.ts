import type { DiscardReason, EventTiming, UtteranceId } from '../../protocol/caption-event.ts';
import type { TranscriptFinal, TranscriptPartial, UtteranceDiscard } from '../../protocol/caption-event.ts';
import { spokenTag, type SpokenLanguage } from '../../protocol/spoken-language.ts';
import { FRAME_SAMPLES, samplesToMs, type AudioFrame } from '../audio/audio-frame.ts';
import type { SpeechEvent } from '../pipeline/speech-event.ts';
import { checkDecode } from './guards/guards.ts';
import type { Verdict } from './guards/guard.ts';
import type { TimedHypothesis } from './host/recognizer-pool.ts';
import type { PooledUtterance } from './host/pooled-utterance.ts';
import { quietestFrameNear } from './cut-point.ts';
import { LoudnessMeter } from './loudness.ts';
import type { SpokenBefore } from './recognizer.ts';
import { HypothesisStabilizer, type SettledText } from './text/stabilizer.ts';
import { withSentenceCase } from './text/sentence-case.ts';
import { spokenWords } from './text/spoken-words.ts';
import { laterBy, timedTokens, type TimedToken } from './text/timed-tokens.ts';
import {
  ownEnd,
  UtteranceFacts,
  workTimes,
  type FinalText,
  type HeardAudio,
  type UtteranceEnd,
} from './utterance-facts.ts';

/** A decode that is the final if the pause turns out to be the end. */
export interface Speculation {
  /** Nothing where it failed. */
  readonly hypothesis: Promise<TimedHypothesis | undefined>;
  readonly abort: AbortController;
}

/** Opens an utterance in the pool. */
export type OpenAudio = (id: UtteranceId, before: SpokenBefore | undefined) => PooledUtterance;

interface UtteranceOptions extends SpokenLanguage {
  /** What the speech stage takes for one utterance. */
  readonly start: Extract<SpeechEvent, { type: 'utterance-start' }>;
  /** The sentences of it are utterances of their own, counted from 1. */
  readonly part?: number;
  /** Knows what was heard of this part before. */
  readonly stabilizer?: HypothesisStabilizer;
  readonly sourceId: string;
  readonly speaker: string | undefined;
  readonly openAudio: OpenAudio;
  readonly before?: SpokenBefore | undefined;
}

/** One utterance on its way from sound to text: its audio, what was shown of it, and the events about it. */
export class Utterance {
  audio: PooledUtterance;
  /** `soft-ended` in a pause that may be the end, `ended` once no more audio comes. */
  phase: 'speaking' | 'soft-ended' | 'ended' = 'speaking';
  end: UtteranceEnd | undefined;
  /** The decode that was begun at the soft end; gone when the speaker went on. */
  speculation: Speculation | undefined;
  /** What the last partial covered. */
  heardByPartial: HeardAudio = { sampleCount: 0, capturedAtMs: 0 };
  /** Gives up the partial that waits for its turn or is decoded. */
  partial: AbortController | undefined;

  readonly #options: UtteranceOptions;
  readonly #stabilizer: HypothesisStabilizer;
  readonly #loudness = new LoudnessMeter();
  readonly #frames: AudioFrame[] = [];
  readonly #facts: UtteranceFacts;
  #shown = '';
  #language: string;
  #capturedAtMs = 0;

  constructor(options: UtteranceOptions) {
    const { start, part = 1, before, sourceId, speaker } = options;
    const { utteranceId: speechId, startSample, speechStartSample } = start;
    this.#options = options;
    this.#stabilizer = options.stabilizer ?? new HypothesisStabilizer();
    this.#facts = new UtteranceFacts({ speechId, part, sourceId, speaker, startSample, speechStartSample });
    this.audio = options.openAudio(this.id, before);
    this.#language = before?.language ?? options.language;
    for (const frame of options.start.frames) this.push(frame);
  }

  get id(): UtteranceId {
    return this.#facts.id;
  }

  /** The id that the speech stage knows it by. */
  get speechId(): UtteranceId {
    return this.#options.start.utteranceId;
  }

  get sourceId(): string {
    return this.#options.sourceId;
  }

  /** BCP-47 tag of what is spoken, as far as it was heard. */
  get language(): string {
    return this.#language;
  }

  /** What was said just before it, from which a decoder goes on; empty where it begins anew. */
  get textBefore(): string {
    return this.#options.before?.text ?? '';
  }

  get isFirstPart(): boolean {
    return this.#facts.isFirstPart;
  }

  get stableText(): string {
    return this.#stabilizer.stableText;
  }

  /** How long it has been spoken, pauses included, in milliseconds. */
  get spokenMs(): number {
    const { startSample, speechStartSample } = this.#options.start;
    return samplesToMs(this.audio.length - (speechStartSample - startSample));
  }

  /** All audio so far. */
  get heard(): HeardAudio {
    return { sampleCount: this.audio.length, capturedAtMs: this.#capturedAtMs };
  }

  /** Media time of the first sample. */
  get startSample(): number {
    return this.#options.start.startSample;
  }

  /** The utterance holds this many samples once it has ended. */
  get endSampleCount(): number {
    return this.end ? this.samplesUntil(this.end.endSample) : this.audio.length;
  }

  /** How much of its sound lies before a media time, in samples. Between utterances that were merged is time without sound. */
  samplesUntil(sample: number): number {
    const later = this.#frames.findIndex(({ startSample }) => startSample >= sample);
    return later === -1 ? this.audio.length : later * FRAME_SAMPLES;
  }

  push(frame: AudioFrame): void {
    this.#frames.push(frame);
    this.audio.push(frame.samples);
    this.#loudness.push(frame);
    this.#capturedAtMs = frame.capturedAtMs;
  }

  /** The speech stage has ended it. Of the speech before its own beginning nothing counts. */
  endAt(end: UtteranceEnd): void {
    this.end = ownEnd(end, this.startSample);
  }

  /** Takes over the audio of the utterance that followed, which so becomes part of this one. */
  merge(next: Utterance): void {
    this.#keep(Math.min(this.endSampleCount, this.samplesUntil(next.startSample)));
    this.audio.append(next.audio);
    this.#frames.push(...next.#frames);
    if (this.end && next.end) {
      const speechMs = this.end.speechEnd.speechMs + next.end.speechEnd.speechMs;
      this.end = { ...next.end, speechEnd: { ...next.end.speechEnd, speechMs } };
    }
  }

  /** Drops what lies behind so many samples: after a short pause, or a cut, it is the beginning of the next utterance as well. */
  #keep(count: number): void {
    if (count === this.audio.length) return;
    const { audio } = this;
    this.#frames.splice(count / FRAME_SAMPLES);
    audio.close();
    this.audio = this.#options.openAudio(this.id, this.#options.before);
    this.audio.settledText = audio.settledText;
    for (const { samples } of this.#frames) this.audio.push(samples);
  }

  /** The decode that was begun at the soft end is of no use any more. */
  forgetSpeculation(): void {
    this.speculation?.abort.abort();
    this.speculation = undefined;
  }

  /** Whether the text of a decode may be shown. @param language of the text, where it is not the spoken one. */
  check(hypothesis: TimedHypothesis, sampleCount: number, language = this.#heardLanguage(hypothesis)): Verdict {
    return checkDecode({
      hypothesis,
      language,
      audioMs: samplesToMs(sampleCount),
      speechMs: this.end?.speechEnd.speechMs ?? this.spokenMs,
      loudness: this.#loudness.loudest,
      cut: this.end?.reason === 'max-length',
    });
  }

  /** The words of a decode that were accepted. */
  tokensOf(text: string, hypothesis: TimedHypothesis): readonly TimedToken[] {
    this.#language = this.#heardLanguage(hypothesis);
    return timedTokens(text, this.#language, hypothesis.words);
  }

  /** Takes the words of a decode of `heard`. */
  hear(
    tokens: readonly TimedToken[],
    hypothesis: TimedHypothesis,
    heard: HeardAudio,
    emittedAtMs: number,
  ): SettledText | TranscriptPartial | undefined {
    const paused = this.phase === 'soft-ended';
    const soundMs = samplesToMs(heard.sampleCount);
    const { stableText, unstableText, settled } = this.#stabilizer.update(tokens, this.#language, { paused, soundMs });
    if (settled) return settled;
    this.audio.settledText = stableText;
    const shown = `${stableText}\n${unstableText}`;
    if (shown === this.#shown || shown === '\n') return undefined;
    this.#shown = shown;
    return {
      type: 'transcript-partial',
      ...this.#base({ audioEndAtMs: heard.capturedAtMs, ...workTimes(hypothesis), emittedAtMs }, heard.sampleCount),
      language: this.#language,
      stableText,
      unstableText,
    };
  }

  /** How many samples lie before a word that begins between two times, in milliseconds from the beginning. */
  samplesBefore({ fromMs, toMs }: { fromMs: number; toMs: number }): number {
    return Math.max(0, quietestFrameNear(this.#frames, toMs, fromMs)) * FRAME_SAMPLES;
  }

  /** Ends at a finished sentence. Gives the utterance that goes on, and its words of the present decode. */
  settle(settled: SettledText): { next: Utterance; tokens: readonly TimedToken[] } {
    const { start, part = 1 } = this.#options;
    const cut = quietestFrameNear(this.#frames, settled.nextWordMs, settled.unheard?.fromMs);
    const [frame] = this.#frames.slice(cut);
    const cutSample = frame?.startSample ?? this.startSample;
    const speechEnd = {
      sample: cutSample,
      capturedAtMs: frame?.capturedAtMs ?? this.#capturedAtMs,
      speechMs: samplesToMs(cut * FRAME_SAMPLES),
    };
    this.end = { reason: 'settled', endSample: cutSample, speechEnd };
    this.phase = 'ended';
    const next = new Utterance({
      ...this.#options,
      start: { ...start, startSample: cutSample, speechStartSample: cutSample, frames: this.#frames.slice(cut) },
      part: part + 1,
      stabilizer: settled.next,
      // A decoder that knows these words leaves out what says the same again.
      before: { language: this.#language, text: settled.unheard ? '' : settled.text },
    });
    const sampleCount = Math.max(0, this.heardByPartial.sampleCount - cut * FRAME_SAMPLES);
    next.heardByPartial = { ...this.heardByPartial, sampleCount };
    return { next, tokens: laterBy(settled.rest, samplesToMs(cut * FRAME_SAMPLES)) };
  }

  /** The final, and whether it had to keep words against its decode. */
  final(
    { text, tokens = [] }: FinalText,
    hypothesis: TimedHypothesis | undefined,
    emittedAtMs: number,
  ): { event: TranscriptFinal; disagreed: boolean } {
    if (hypothesis) this.#language = this.#heardLanguage(hypothesis);
    const finished = this.#stabilizer.finish(text, this.#language);
    const words = finished.disagreed ? undefined : spokenWords(tokens, samplesToMs(this.startSample));
    return {
      event: {
        type: 'transcript-final',
        ...this.#base({ audioEndAtMs: this.#capturedAtMs, ...workTimes(hypothesis), emittedAtMs }),
        language: this.#language,
        text: withSentenceCase(finished.text, this.#options.before?.text ?? '', this.#language),
        ...(words ? { words } : {}),
      },
      disagreed: finished.disagreed,
    };
  }

  discard(reason: DiscardReason, emittedAtMs: number): UtteranceDiscard {
    return { type: 'utterance-discard', ...this.#base({ emittedAtMs }), reason };
  }

  #heardLanguage(hypothesis: TimedHypothesis): string {
    return spokenTag(this.#options, hypothesis.language);
  }

  #base(timing: EventTiming, heardSamples = this.audio.length) {
    return this.#facts.next(timing, this.end, heardSamples);
  }
}
