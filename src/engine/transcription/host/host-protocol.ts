import type { EngineErrorData } from '../../errors.ts';
import type { Environment } from '../../environment.ts';
import type { LogLevel } from '../../log.ts';
import type { DecodeOptions, Hypothesis, RecognizerInfo, SessionOptions } from '../recognizer.ts';
import type { StreamText } from '../streaming-recognizer.ts';
import type { OtherLanguage } from '../text/written-language.ts';

/** What a host has heard. */
export interface HostHypothesis extends Hypothesis {
  /** Present where the text, or a part of it, is surely not in the language that the hypothesis tells. */
  readonly otherLanguage?: OtherLanguage;
}

/**
 * From the engine to a host. Audio goes over once: a host keeps each utterance until it is closed, and a stream is fed what
 * is new. One decode, feed or finish at a time.
 */
export type ToHost =
  /** `module`: URL of a `RecognizerModule`. `config`: plain data for it. `variables`: what it finds in its environment. */
  | {
      readonly type: 'load';
      readonly module: string;
      readonly config: object;
      readonly variables: Environment | undefined;
    }
  | { readonly type: 'open'; readonly utteranceId: string; readonly options: SessionOptions }
  | { readonly type: 'audio'; readonly utteranceId: string; readonly samples: Float32Array }
  | {
      readonly type: 'decode';
      readonly utteranceId: string;
      readonly requestId: number;
      readonly options: DecodeOptions;
    }
  /** Of a stream, as the two that follow. */
  | { readonly type: 'feed'; readonly utteranceId: string; readonly requestId: number; readonly samples: Float32Array }
  /** Feeds the last samples and ends the stream. */
  | {
      readonly type: 'finish';
      readonly utteranceId: string;
      readonly requestId: number;
      readonly samples: Float32Array;
    }
  | { readonly type: 'reset'; readonly utteranceId: string }
  /** How much memory the process has taken. */
  | { readonly type: 'memory'; readonly requestId: number }
  /** Nobody wants the result any more. The decode is answered all the same, at once where the recogniser can stop. */
  | { readonly type: 'abort'; readonly requestId: number }
  | { readonly type: 'close'; readonly utteranceId: string };

/** From a host to the engine. */
export type FromHost =
  | { readonly type: 'ready'; readonly info: RecognizerInfo }
  | { readonly type: 'load-failed'; readonly error: EngineErrorData }
  | { readonly type: 'hypothesis'; readonly requestId: number; readonly hypothesis: HostHypothesis }
  | { readonly type: 'stream-text'; readonly requestId: number; readonly text: StreamText }
  /** `peakBytes`: the most it has held at once of the memory of the computer, that of a GPU left out. */
  | { readonly type: 'memory'; readonly requestId: number; readonly peakBytes: number }
  | { readonly type: 'decode-failed'; readonly requestId: number; readonly error: EngineErrorData }
  | { readonly type: 'log'; readonly level: LogLevel; readonly message: string };
