import type { DiscardReason, EventTiming, UtteranceId } from '../../protocol/caption-event.ts';
import type { TranscriptFinal, TranscriptPartial, UtteranceDiscard } from '../../protocol/caption-event.ts';
import { samplesToMs, type AudioFrame } from '../audio/audio-frame.ts';
import type { SpeechEnd, SpeechEvent, UtteranceEndReason } from '../pipeline/speech-event.ts';
import { checkDecode } from './guards/guards.ts';
import type { Verdict } from './guards/guard.ts';
import type { TimedHypothesis } from './host/recognizer-pool.ts';
import type { PooledUtterance } from './host/pooled-utterance.ts';
import { LoudnessMeter } from './loudness.ts';
import { HypothesisStabilizer } from './text/stabilizer.ts';

/** Where an utterance ended. */
export interface UtteranceEnd {
  readonly reason: UtteranceEndReason;
  readonly endSample: number;
  readonly speechEnd: SpeechEnd;
}

/** How much of an utterance a decode heard. */
export interface HeardAudio {
  readonly sampleCount: number;
  /** When the newest of these samples was captured, on the engine's clock. */
  readonly capturedAtMs: number;
}

interface UtteranceOptions {
  readonly start: Extract<SpeechEvent, { type: 'utterance-start' }>;
  readonly sourceId: string;
  readonly speaker: string | undefined;
  /** BCP-47 tag, or `auto`: then each event has the language that was heard. */
  readonly language: string;
  readonly audio: PooledUtterance;
}

/** One utterance on its way from sound to text: its audio, what was shown of it, and the events about it. */
export class Utterance {
  readonly id: UtteranceId;
  readonly audio: PooledUtterance;
  /** `soft-ended` in a pause that may be the end, `ended` once no more audio comes. */
  phase: 'speaking' | 'soft-ended' | 'ended' = 'speaking';
  end: UtteranceEnd | undefined;
  /** The decode that was begun at the soft end; gone when the speaker went on. */
  speculative: Promise<TimedHypothesis | undefined> | undefined;
  /** What the last partial covered. */
  heardByPartial: HeardAudio = { sampleCount: 0, capturedAtMs: 0 };
  /** True while a partial waits for its turn or is decoded. */
  partialPending = false;

  readonly #options: UtteranceOptions;
  readonly #stabilizer = new HypothesisStabilizer();
  readonly #loudness = new LoudnessMeter();
  #revision = 0;
  #shown = '';
  #language: string;
  #capturedAtMs = 0;

  constructor(options: UtteranceOptions) {
    this.#options = options;
    this.id = options.start.utteranceId;
    this.audio = options.audio;
    this.#language = options.language;
    for (const frame of options.start.frames) this.push(frame);
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
    const ended = this.end ? this.end.endSample - this.#options.start.startSample : this.audio.length;
    return Math.min(this.audio.length, ended);
  }

  push(frame: AudioFrame): void {
    this.audio.push(frame.samples);
    this.#loudness.push(frame);
    this.#capturedAtMs = frame.capturedAtMs;
  }

  /** Takes over the audio of the utterance that followed, which so becomes part of this one. */
  merge(next: Utterance): void {
    this.audio.append(next.audio);
    if (this.end && next.end) {
      const endSample = this.#options.start.startSample + this.audio.length;
      const speechMs = this.end.speechEnd.speechMs + next.end.speechEnd.speechMs;
      this.end = { ...next.end, endSample, speechEnd: { ...next.end.speechEnd, speechMs } };
    }
    this.speculative = undefined;
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

  /** The partial for a decode of `heard`, or nothing where it shows nothing new. */
  partial(
    text: string,
    hypothesis: TimedHypothesis,
    heard: HeardAudio,
    emittedAtMs: number,
  ): TranscriptPartial | undefined {
    this.#language = this.#heardLanguage(hypothesis);
    const { stableText, unstableText } = this.#stabilizer.update(text, this.#language, this.phase === 'soft-ended');
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

  /** The final, and whether it had to keep words against its decode. */
  final(
    text: string,
    hypothesis: TimedHypothesis | undefined,
    emittedAtMs: number,
  ): { event: TranscriptFinal; disagreed: boolean } {
    if (hypothesis) this.#language = this.#heardLanguage(hypothesis);
    const finished = this.#stabilizer.finish(text, this.#language);
    return {
      event: {
        type: 'transcript-final',
        ...this.#base({ audioEndAtMs: this.#capturedAtMs, ...workTimes(hypothesis), emittedAtMs }),
        language: this.#language,
        text: finished.text,
      },
      disagreed: finished.disagreed,
    };
  }

  discard(reason: DiscardReason, emittedAtMs: number): UtteranceDiscard {
    return { type: 'utterance-discard', ...this.#base({ emittedAtMs }), reason };
  }

  #heardLanguage(hypothesis: TimedHypothesis): string {
    return this.#options.language === 'auto' ? hypothesis.language : this.#options.language;
  }

  #base(timing: EventTiming, heardSamples = this.audio.length) {
    const { start, sourceId, speaker } = this.#options;
    const speechEndAtMs = this.end?.speechEnd.capturedAtMs;
    return {
      utteranceId: this.id,
      sourceId,
      ...(speaker === undefined ? {} : { speaker }),
      revision: (this.#revision += 1),
      startMs: samplesToMs(start.speechStartSample),
      endMs: samplesToMs(this.end?.speechEnd.sample ?? start.startSample + heardSamples),
      timing: speechEndAtMs === undefined ? timing : { ...timing, speechEndAtMs },
    };
  }
}

function workTimes(hypothesis: TimedHypothesis | undefined): Pick<EventTiming, 'workStartAtMs' | 'workEndAtMs'> {
  return hypothesis ? { workStartAtMs: hypothesis.workStartAtMs, workEndAtMs: hypothesis.workEndAtMs } : {};
}
