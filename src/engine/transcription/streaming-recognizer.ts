import type { HeardWord, RecognizerInfo, SessionOptions } from './recognizer.ts';

/** What the pipeline must know of a recogniser that streams. */
export interface StreamingTraits {
  /** How many streams one host may have open at once: 1 where a stream takes the whole model. */
  readonly openStreams: number;
  /** So much silence behind the last word makes it heard, in milliseconds; 0 where the model does not look ahead. */
  readonly lookAheadMs: number;
}

/** What was heard in a stream since it was opened, or reset: the text is `committed + tentative`. */
export interface StreamText {
  /**
   * Never changes any more: a later one begins with it, mark for mark. It ends with a whole word where the recogniser can
   * tell. White space before the first word counts for nothing.
   */
  readonly committed: string;
  /** What follows it for now, with the space that separates it; empty for nothing. */
  readonly tentative: string;
  /** Primary language subtag, as detected or as asked for; `und` where nobody knows. */
  readonly language: string;
  /** How likely the sound makes that language, from 0 to 1, where it was detected and the recogniser tells. */
  readonly languageProbability?: number;
  /** Absent where the recogniser gives no times; else of all words: all joined give the text. */
  readonly words?: readonly HeardWord[];
}

/** One stream inside a recogniser. Its methods are called one after the other, each when the last call has ended. */
export interface StreamingSession {
  /**
   * Hears mono 16 kHz samples in [-1, 1], as many as have come: nothing, a part of a word or many seconds. Where the pieces
   * are cut makes no difference to the text.
   * @param signal nobody wants the result any more: a recogniser that can stops soon and rejects. The stream is closed next.
   */
  feed(samples: Float32Array, signal?: AbortSignal): Promise<StreamText>;
  /**
   * There is no more sound: hears what the model still waited with, and commits all. Called again it gives the same. Only
   * `reset` and `close` follow.
   */
  finish(signal?: AbortSignal): Promise<StreamText>;
  /** Forgets all it has heard and begins anew, as if it had been opened again. */
  reset(): void;
  /** Frees what the stream holds. May be called in any state, and more than once. */
  close(): void;
}

/** A loaded speech model that hears each sound once. `info` has its traits. */
export interface StreamingRecognizer {
  readonly info: RecognizerInfo & { readonly streaming: StreamingTraits };
  openStream(options: SessionOptions): StreamingSession;
  close(): Promise<void>;
}
