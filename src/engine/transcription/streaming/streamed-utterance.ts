import type {
  DiscardReason,
  TranscriptFinal,
  TranscriptPartial,
  UtteranceDiscard,
  UtteranceId,
} from '../../../protocol/caption-event.ts';
import { spokenTag, type SpokenLanguage } from '../../../protocol/spoken-language.ts';
import { samplesToMs } from '../../audio/audio-frame.ts';
import { checkDecode } from '../guards/guards.ts';
import type { Verdict } from '../guards/guard.ts';
import type { TimedStreamText } from '../host/pooled-stream.ts';
import { withSentenceCase } from '../text/sentence-case.ts';
import {
  ownEnd,
  workTimes,
  type FinalText,
  type HeardAudio,
  type UtteranceEnd,
  type UtteranceFacts,
} from '../utterance-facts.ts';
import { ShownText } from './shown-text.ts';

interface StreamedUtteranceOptions extends SpokenLanguage {
  readonly facts: UtteranceFacts;
  /** Media time of the first sample, and of the first speech. */
  readonly startSample: number;
  readonly speechStartSample: number;
  /** BCP-47 tag of what the source spoke before, where that is known. */
  readonly languageBefore: string | undefined;
  /** What it follows without a pause; empty where it begins anew. */
  readonly textBefore: string;
  /** Loudest 100 ms so far, as root mean square. */
  readonly loudness: () => number;
}

/** The times of words may be off by this. */
const ROUGH_TIMES_MS = 500;

/** One caption of what a stream hears: what was shown of it, and the events about it. */
export class StreamedUtterance {
  #end: UtteranceEnd | undefined;
  readonly #options: StreamedUtteranceOptions;
  readonly #shown = new ShownText();
  #shownBefore = '';
  #language: string;
  #heard: HeardAudio = { sampleCount: 0, capturedAtMs: 0 };

  constructor(options: StreamedUtteranceOptions) {
    this.#options = options;
    this.#language = options.languageBefore ?? options.language;
  }

  get id(): UtteranceId {
    return this.#options.facts.id;
  }

  get startSample(): number {
    return this.#options.startSample;
  }

  get end(): UtteranceEnd | undefined {
    return this.#end;
  }

  get isFirstPart(): boolean {
    return this.#options.facts.isFirstPart;
  }

  get stableText(): string {
    return this.#shown.stableText;
  }

  /** Of the speech before its own beginning nothing counts; but where that is, the times of words tell only roughly. */
  endAt(end: UtteranceEnd): void {
    const own = ownEnd(end, this.startSample);
    const leastMs = Math.min(end.speechEnd.speechMs, ROUGH_TIMES_MS);
    this.#end = { ...own, speechEnd: { ...own.speechEnd, speechMs: Math.max(own.speechEnd.speechMs, leastMs) } };
  }

  /** BCP-47 tag of what is spoken, as far as it was heard. */
  get language(): string {
    return this.#language;
  }

  /**
   * Whether a text may be shown.
   * @param heard the words of the text, in the time of the utterance.
   * @param sampleCount how much of the utterance was heard.
   */
  check(text: string, heard: TimedStreamText, sampleCount: number): Verdict {
    const { startSample, speechStartSample, loudness } = this.#options;
    const audioMs = samplesToMs(sampleCount);
    const spoken = this.#end?.reason === 'settled' ? undefined : this.#end?.speechEnd;
    const { words } = heard;
    this.#language = spokenTag(this.#options, heard.language);
    return checkDecode({
      hypothesis: { text, language: heard.language, endedByLength: false, ...(words ? { words } : {}) },
      language: this.#language,
      audioMs,
      speechMs: spoken?.speechMs ?? Math.max(0, audioMs - samplesToMs(speechStartSample - startSample)),
      loudness: loudness(),
      cut: false,
    });
  }

  /** Takes what is heard by now. Gives the event where there is anything new to show, or the reason not to show it. */
  hear(heard: TimedStreamText, audio: HeardAudio, emittedAtMs: number): TranscriptPartial | DiscardReason | undefined {
    this.#heard = audio;
    const parts = this.#shown.take(heard.committed, heard.tentative, (text) =>
      this.check(text, heard, audio.sampleCount),
    );
    if (typeof parts === 'string') return parts;
    const shown = `${parts.stableText}\n${parts.unstableText}`;
    if (shown === this.#shownBefore || shown === '\n') return undefined;
    this.#shownBefore = shown;
    const timing = { audioEndAtMs: audio.capturedAtMs, ...workTimes(heard), emittedAtMs };
    return {
      type: 'transcript-partial',
      ...this.#options.facts.next(timing, this.#end, audio.sampleCount),
      language: this.#language,
      ...parts,
    };
  }

  /** The final, and whether it had to keep words that the guards took out later. */
  final(
    { text }: FinalText,
    heard: TimedStreamText | undefined,
    emittedAtMs: number,
  ): { event: TranscriptFinal; disagreed: boolean } {
    const language = this.#language;
    const finished = this.#shown.finish(text, language);
    const timing = { audioEndAtMs: this.#heard.capturedAtMs, ...workTimes(heard), emittedAtMs };
    return {
      event: {
        type: 'transcript-final',
        ...this.#options.facts.next(timing, this.#end, this.#heard.sampleCount),
        language,
        text: withSentenceCase(finished.text, this.#options.textBefore, language),
      },
      disagreed: finished.disagreed,
    };
  }

  discard(reason: DiscardReason, emittedAtMs: number): UtteranceDiscard {
    const base = this.#options.facts.next({ emittedAtMs }, this.#end, this.#heard.sampleCount);
    return { type: 'utterance-discard', ...base, reason };
  }
}
