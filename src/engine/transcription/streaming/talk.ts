import type { SpokenLanguage } from '../../../protocol/spoken-language.ts';
import { msToSamples, samplesToMs, type AudioFrame } from '../../audio/audio-frame.ts';
import type { SpeechEvent } from '../../pipeline/speech-event.ts';
import { quietestFrameNear } from '../cut-point.ts';
import type { PooledStream, TimedStreamText } from '../host/pooled-stream.ts';
import type { SpokenBefore } from '../recognizer.ts';
import { firstSentence, settlingPoint } from '../text/settling-point.ts';
import type { TimedToken } from '../text/timed-tokens.ts';
import { UtteranceFacts, type HeardAudio } from '../utterance-facts.ts';
import { ArrivalTimes } from './arrival-times.ts';
import { Section } from './section.ts';
import { StreamedUtterance } from './streamed-utterance.ts';
import { partOf, tokensOf } from './talk-text.ts';

interface TalkOptions extends SpokenLanguage {
  readonly start: Extract<SpeechEvent, { type: 'utterance-start' }>;
  readonly sourceId: string;
  readonly speaker: string | undefined;
  readonly stream: PooledStream;
  readonly lookAheadMs: number;
  readonly before: SpokenBefore | undefined;
}

const NOTHING_HEARD: TimedStreamText = {
  committed: '',
  tentative: '',
  language: 'und',
  sampleCount: 0,
  workStartAtMs: 0,
  workEndAtMs: 0,
};

/** A caption that is finished while the talk goes on, and what was said in it. */
export interface FinishedPart {
  readonly utterance: StreamedUtterance;
  readonly heard: TimedStreamText;
  /** So many samples were heard from its beginning on: more than it has, where the speaker goes on. */
  readonly sampleCount: number;
  /** What was said behind it, by now. */
  readonly rest: TimedStreamText;
}

/**
 * Speech without a pause, which one stream hears: one utterance of the speech stage, or several where these were cut for
 * their length. Each sentence of it is a caption, of which `utterance` is the one under way.
 */
export class Talk {
  readonly stream: PooledStream;
  readonly sections: Section[] = [];
  utterance: StreamedUtterance;
  /** What was heard last of the caption under way, and of what follows it. */
  last: TimedStreamText = NOTHING_HEARD;
  readonly #options: TalkOptions;
  readonly #originSample: number;
  readonly #arrivals: ArrivalTimes;
  #frames: AudioFrame[] = [];
  #endSample: number;
  /** So many words were committed when it was heard last. */
  #stableBefore = 0;
  #textBefore: string;

  constructor(options: TalkOptions) {
    this.#options = options;
    this.stream = options.stream;
    this.#originSample = this.#endSample = options.start.startSample;
    this.#arrivals = new ArrivalTimes(options.lookAheadMs);
    this.#textBefore = options.before?.text ?? '';
    const section = this.goOn(options.start);
    this.utterance = this.#begin(section, section);
  }

  /** What the speech stage takes for the utterance that ends first. */
  get section(): Section {
    return this.sections[0] as Section;
  }

  /** What was heard by now, also by hosts that are gone, of the caption under way. */
  get heard(): HeardAudio {
    const endSample = this.#originSample + this.stream.heardSamples;
    const newest = this.#frames.findLast(({ startSample }) => startSample < endSample);
    const sampleCount = Math.max(0, endSample - this.utterance.startSample);
    return { sampleCount, capturedAtMs: newest?.capturedAtMs ?? 0 };
  }

  /** How much sound waits, in milliseconds. */
  get waitingMs(): number {
    return samplesToMs(this.stream.length - this.stream.heardSamples);
  }

  /** Where a place in media time is in the stream. */
  inStream(sample: number): number {
    return sample - this.#originSample;
  }

  /** Where a place in the stream is in media time. */
  inMedia(sample: number): number {
    return sample + this.#originSample;
  }

  /** Whether the talk goes on in the next utterance of the speech stage. */
  goesOnAt(startSample: number): boolean {
    const end = this.sections.at(-1)?.end;
    return end?.reason === 'max-length' && end.endSample === startSample;
  }

  /** The next utterance of the speech stage. */
  goOn(start: TalkOptions['start']): Section {
    const section = new Section(start);
    this.sections.push(section);
    for (const frame of start.frames) this.push(frame);
    return section;
  }

  /** Takes sound. What was cut off an utterance comes again with the next one, and is heard once. */
  push(frame: AudioFrame): void {
    this.sections.at(-1)?.push(frame);
    if (frame.startSample < this.#endSample) return;
    this.#endSample = frame.startSample + frame.samples.length;
    this.#frames.push(frame);
    this.stream.push(frame.samples);
  }

  /** The words of the caption under way, in its own time. */
  inUtterance(heard: TimedStreamText): TimedStreamText {
    return partOf(heard, { from: 0, startMs: samplesToMs(this.inStream(this.utterance.startSample)) });
  }

  /** Ends the caption under way where a sentence is finished although the speaker goes on. */
  settle(heard: TimedStreamText): FinishedPart | undefined {
    const { tokens, stable, language } = this.#tokens(heard);
    const settledBefore = Math.min(this.#stableBefore, stable);
    const count = settlingPoint({ tokens, settledBefore, stable, sameMarks: () => true, language });
    this.#stableBefore = stable;
    return count === undefined ? undefined : this.#endAfter(count, heard);
  }

  /** Ends the caption under way after its first sentence, where more follow that nobody has read in it. */
  firstSentence(heard: TimedStreamText): FinishedPart | undefined {
    const { tokens, ends, language } = this.#tokens(heard);
    const count = firstSentence(tokens, language);
    if (count === undefined || (ends[count - 1] ?? 0) < this.utterance.stableText.length) return undefined;
    return this.#endAfter(count, heard);
  }

  /**
   * Ends the caption under way where the speech stage has cut the utterance: what is committed by now belongs to it, the
   * rest to the next one.
   */
  endSection(heard: TimedStreamText): Omit<FinishedPart, 'rest'> {
    const { utterance } = this;
    const { sampleCount } = this.heard;
    const [{ end }] = this.sections.splice(0, 1) as [Section];
    if (end) utterance.endAt(end);
    const { tokens, ends, stable } = this.#tokens(heard);
    const characters = ends[stable - 1] ?? 0;
    const own = partOf(heard, { from: 0, to: characters });
    const inOwnTime = this.inUtterance(own);
    // What comes next may have been said before the cut, and what was said by now may lie behind it: the sound that another
    // stream would have to hear begins where the words end.
    const saidSample = this.#originSample + msToSamples(tokens[stable - 1]?.endMs ?? 0);
    const next = tokens[stable] && this.#frameBefore(tokens[stable]);
    this.#forget(stable, characters, next?.startSample ?? saidSample);
    this.#textBefore = own.committed.trim() || this.#textBefore;
    this.last = partOf(heard, { from: characters });
    this.utterance = this.#begin(this.section, this.section);
    return { utterance, heard: inOwnTime, sampleCount };
  }

  #tokens(heard: TimedStreamText) {
    const { language } = this.utterance;
    const { tokens, ...others } = tokensOf(heard, language);
    return { tokens: this.#arrivals.of(tokens, samplesToMs(heard.sampleCount)), ...others, language };
  }

  #endAfter(count: number, heard: TimedStreamText): FinishedPart {
    const { tokens, ends } = this.#tokens(heard);
    const { utterance } = this;
    const { sampleCount } = this.heard;
    const frame = this.#frameBefore(tokens[count]);
    const cutSample = frame?.startSample ?? utterance.startSample;
    const speechEnd = {
      sample: cutSample,
      capturedAtMs: frame?.capturedAtMs ?? 0,
      speechMs: samplesToMs(cutSample - utterance.startSample),
    };
    utterance.endAt({ reason: 'settled', endSample: cutSample, speechEnd });
    const characters = ends[count - 1] ?? 0;
    const own = this.inUtterance(partOf(heard, { from: 0, to: characters }));
    this.#forget(count, characters, cutSample);
    this.#textBefore = own.committed.trim();
    this.utterance = this.#begin(this.section, { startSample: cutSample, speechStartSample: cutSample });
    return { utterance, heard: own, sampleCount, rest: partOf(heard, { from: characters }) };
  }

  #frameBefore(next: TimedToken | undefined): AudioFrame | undefined {
    const [first] = this.#frames;
    if (!first) return undefined;
    const wordMs = (next?.startMs ?? 0) - samplesToMs(this.inStream(first.startSample));
    const frame = this.#frames[quietestFrameNear(this.#frames, wordMs)];
    return frame && frame.startSample > this.utterance.startSample ? frame : undefined;
  }

  #forget(words: number, characters: number, sample: number): void {
    this.stream.drop(characters, this.inStream(sample));
    this.#arrivals.drop(words);
    this.#stableBefore = Math.max(0, this.#stableBefore - words);
    this.#frames = this.#frames.filter(({ startSample }) => startSample >= sample);
  }

  #begin(section: Section, from: { readonly startSample: number; readonly speechStartSample: number }) {
    const { sourceId, speaker, language, candidates, before } = this.#options;
    const { startSample, speechStartSample } = from;
    section.parts += 1;
    return new StreamedUtterance({
      language,
      ...(candidates ? { candidates } : {}),
      facts: new UtteranceFacts({
        speechId: section.id,
        part: section.parts,
        sourceId,
        speaker,
        startSample,
        speechStartSample,
      }),
      startSample,
      speechStartSample,
      textBefore: this.#textBefore,
      languageBefore: (this.utterance as StreamedUtterance | undefined)?.language ?? before?.language,
      loudness: () => section.loudest,
    });
  }
}
