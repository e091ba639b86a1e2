import { createRequire } from 'node:module';

/** The parts of sherpa-onnx-node that the recogniser uses. The package has no types of its own. */
export interface SherpaModule {
  readonly OnlineRecognizer: new (config: OnlineConfig) => OnlineRecognizer;
}

/** One of the kinds of models is given. */
export interface OnlineConfig {
  readonly featConfig: FeatureConfig;
  readonly modelConfig: {
    readonly transducer?: { readonly encoder: string; readonly decoder: string; readonly joiner: string };
    readonly paraformer?: { readonly encoder: string; readonly decoder: string };
    readonly zipformer2Ctc?: { readonly model: string };
    readonly nemoCtc?: { readonly model: string };
    readonly toneCtc?: { readonly model: string };
    readonly tokens: string;
    readonly numThreads: number;
    readonly provider: 'cpu';
    readonly debug: 0;
    readonly modelingUnit?: 'bpe' | 'cjkchar' | 'cjkchar+bpe';
    readonly bpeVocab?: string;
  };
  readonly decodingMethod: 'greedy_search' | 'modified_beam_search';
  /** One phrase in each line. */
  readonly hotwordsBuf?: string;
  /** In bytes. */
  readonly hotwordsBufSize?: number;
  readonly hotwordsScore?: number;
}

interface FeatureConfig {
  readonly sampleRate: number;
  readonly featureDim: number;
}

interface Waveform {
  readonly samples: Float32Array;
  readonly sampleRate: number;
}

export interface OnlineStream {
  acceptWaveform(waveform: Waveform): void;
  inputFinished(): void;
  setOption(key: string, value: string): void;
}

/** What a stream has heard. */
export interface OnlineResult {
  readonly text: string;
  /** Those that begin a word begin with a space. */
  readonly tokens: readonly string[];
  /** When each token was written, in seconds from the beginning of the stream. Empty where the model does not tell. */
  readonly timestamps: readonly number[];
}

export interface OnlineRecognizer {
  createStream(): OnlineStream;
  isReady(stream: OnlineStream): boolean;
  decode(stream: OnlineStream): void;
  getResult(stream: OnlineStream): OnlineResult;
}

/** Loads the native library; only a recogniser host process does that. */
export function loadSherpaModule(): SherpaModule {
  return createRequire(import.meta.url)('sherpa-onnx-node') as SherpaModule;
}
