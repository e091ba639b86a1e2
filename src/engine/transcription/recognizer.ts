import type { SpokenLanguage } from '../../protocol/spoken-language.ts';
import type { StreamingRecognizer, StreamingTraits } from './streaming-recognizer.ts';

/** What the decoder is asked for: the words that were said, or the same in English. */
export type RecognitionTask = 'transcribe' | 'translate-to-english';

/** What a recogniser can do; the pipeline asks this and never for a name. */
export interface RecognizerCapabilities {
  /** False where a decode is so dear (a paid request) that only finals are worth it. */
  readonly partials: boolean;
  /** Can give English for speech in another language. */
  readonly translatesToEnglish: boolean;
  /** Makes use of words that are likely to occur. */
  readonly prompt: boolean;
  /** Primary language subtags, such as `es`; `any` where the model decides. */
  readonly languages: 'any' | readonly string[];
}

/** What the recogniser tells about itself once its model is loaded. */
export interface RecognizerInfo {
  /** Such as `sherpa-onnx` or `whisper.node`. */
  readonly library: string;
  /** Such as `CPU`, or the name of the GPU. */
  readonly device: string;
  readonly model: string;
  readonly capabilities: RecognizerCapabilities;
  /** Present where it streams: it is fed, and never decodes a sound again. Absent where it decodes what was pushed. */
  readonly streaming?: StreamingTraits;
  /** Things worth telling, such as a GPU that was asked for and not found. */
  readonly warnings: readonly string[];
}

/** How one utterance is to be recognised. */
export interface SessionOptions extends SpokenLanguage {
  /** Words that are likely to occur (names, game terms); empty for none. */
  readonly prompt: string;
  /** What the source said last, where it said anything. */
  readonly before?: SpokenBefore;
}

/** What was said before an utterance. */
export interface SpokenBefore {
  /** BCP-47 tag of the text. */
  readonly language: string;
  /** The words that the utterance goes on from; empty where it begins anew, after a pause. */
  readonly text: string;
}

export interface DecodeOptions {
  readonly task: RecognitionTask;
  /** True for the last decode: a streaming model may then flush what it holds. */
  readonly final: boolean;
  /** Decode only the first so many samples that were pushed. */
  readonly sampleCount: number;
  /** How the text begins, since viewers have read that; a recogniser that can goes on from there. Empty for nothing. */
  readonly settledText?: string;
  /** BCP-47 tag of what the source spoke last; absent where it has said nothing yet. */
  readonly formerLanguage?: string;
}

/** One word of a hypothesis as it was heard. */
export interface HeardWord {
  /** As written, with its leading space and the marks that cling to it: all joined give the text. */
  readonly text: string;
  /** From the beginning of the decoded sound or of the stream, in milliseconds. */
  readonly startMs: number;
  readonly endMs: number;
  /** Of its least certain token, from 0 to 1; absent where the recogniser does not tell. */
  readonly probability?: number;
}

/** The text that the recogniser believes was said in the audio so far. */
export interface Hypothesis {
  readonly text: string;
  /** Primary language subtag, as detected or as asked for. */
  readonly language: string;
  /** How likely the sound makes that language, from 0 to 1, where it was detected and the recogniser tells. */
  readonly languageProbability?: number;
  /** True where the decoder stopped at its length limit instead of at an end mark. */
  readonly endedByLength: boolean;
  /** Absent where the recogniser gives no times. */
  readonly words?: readonly HeardWord[];
  /** Mean natural logarithm of the tokens' probabilities, where the recogniser tells. */
  readonly averageLogProbability?: number;
  /** How likely it is that the sound holds no speech, from 0 to 1, where the recogniser tells. */
  readonly noSpeechProbability?: number;
  /** True where the decoder fell into a loop, was cut at its first repeat, and a second decode was no better. */
  readonly looped?: boolean;
}

/** One utterance inside a recogniser. */
export interface RecognizerSession {
  /** Adds mono 16 kHz samples in [-1, 1]. */
  push(samples: Float32Array): void;
  /**
   * Recognises what was pushed so far. Never called again before the last call has ended.
   * @param signal nobody wants the result any more: a recogniser that can stops soon and rejects, others go on.
   */
  decode(options: DecodeOptions, signal?: AbortSignal): Promise<Hypothesis>;
  /** Frees what the utterance holds. */
  close(): void;
}

/** A loaded speech model that decodes what was pushed so far, again and again. It decodes one thing at a time. */
export interface BufferRecognizer {
  readonly info: RecognizerInfo;
  open(options: SessionOptions): RecognizerSession;
  close(): Promise<void>;
}

/** A loaded speech model. Runs inside a recogniser host process. It has one of two shapes, and tells which. */
export type Recognizer = BufferRecognizer | StreamingRecognizer;
