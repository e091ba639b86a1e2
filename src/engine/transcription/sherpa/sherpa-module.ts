import { createRequire } from 'node:module';

/** The parts of sherpa-onnx-node that the recogniser uses. The package has no types of its own. */
export interface SherpaModule {
  readonly OnlineRecognizer: new (config: OnlineConfig) => OnlineRecognizer;
  readonly OfflineRecognizer: { createAsync(config: OfflineConfig): Promise<OfflineRecognizer> };
}

/** What is said of any model. */
interface ModelConfig {
  /** Empty where the model has the tokenizer of a language model. */
  readonly tokens: string;
  readonly numThreads: number;
  readonly provider: 'cpu';
  readonly debug: 0;
  readonly modelingUnit?: 'bpe' | 'cjkchar' | 'cjkchar+bpe';
  readonly bpeVocab?: string;
}

interface RecognizerConfig {
  readonly featConfig: FeatureConfig;
  readonly decodingMethod: 'greedy_search' | 'modified_beam_search';
  readonly hotwordsScore?: number;
}

/** One of the kinds of models is given. */
export interface OnlineConfig extends RecognizerConfig {
  readonly modelConfig: ModelConfig & {
    readonly transducer?: { readonly encoder: string; readonly decoder: string; readonly joiner: string };
    readonly paraformer?: { readonly encoder: string; readonly decoder: string };
    readonly zipformer2Ctc?: { readonly model: string };
    readonly nemoCtc?: { readonly model: string };
    readonly toneCtc?: { readonly model: string };
  };
  /** One phrase in each line. */
  readonly hotwordsBuf?: string;
  /** In bytes. */
  readonly hotwordsBufSize?: number;
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

interface Pair {
  readonly encoder: string;
  readonly decoder: string;
}

interface Single {
  readonly model: string;
}

/** Where the files of an offline model are, by its kind: one is given. */
export interface OfflineModel {
  readonly transducer?: Pair & { readonly joiner: string };
  readonly moonshine?:
    | {
        readonly preprocessor: string;
        readonly encoder: string;
        readonly uncachedDecoder: string;
        readonly cachedDecoder: string;
      }
    | { readonly encoder: string; readonly mergedDecoder: string };
  readonly canary?: Pair & { readonly srcLang: string; readonly tgtLang: string; readonly usePnc: 1 };
  readonly cohereTranscribe?: Pair & { readonly usePunct: 1; readonly useItn: 1 };
  readonly fireRedAsr?: Pair;
  readonly qwen3Asr?: Pair & {
    readonly convFrontend: string;
    readonly tokenizer: string;
    readonly maxNewTokens: number;
  };
  readonly funasrNano?: {
    readonly encoderAdaptor: string;
    readonly llm: string;
    readonly embedding: string;
    readonly tokenizer: string;
    /** Numbers as digits, as all other models are asked for. */
    readonly itn: 1;
  };
  readonly senseVoice?: Single & { readonly language: string; readonly useInverseTextNormalization: 1 };
  readonly paraformer?: Single;
  readonly nemoCtc?: Single;
  readonly zipformerCtc?: Single;
  readonly wenetCtc?: Single;
  readonly fireRedAsrCtc?: Single;
  readonly medasr?: Single;
  readonly omnilingual?: Single;
  readonly dolphin?: Single;
  readonly teleSpeechCtc?: string;
  /** Where the library would load a model twice to learn what it is. */
  readonly modelType?: 'transducer' | 'nemo_transducer' | 'telespeech_ctc';
}

export interface OfflineConfig extends RecognizerConfig {
  readonly modelConfig: OfflineModel & ModelConfig;
}

export interface OfflineStream {
  acceptWaveform(waveform: Waveform): void;
  setOption(key: string, value: string): void;
}

/** What was heard in a sound. */
export interface OfflineResult extends OnlineResult {
  /** How long each token sounds, in seconds. Empty where the model does not tell. */
  readonly durations: readonly number[];
  /** Such as `<|en|>`; empty where the model does not tell. */
  readonly lang: string;
}

export interface OfflineRecognizer {
  /** @param hotwords phrases with `/` between them, for a search among several hypotheses. */
  createStream(hotwords?: string): OfflineStream;
  setConfig(config: OfflineConfig): void;
  /** Works in a thread of its own. Rejects where the answer is no JSON. */
  decodeAsync(stream: OfflineStream): Promise<OfflineResult>;
}

/** Loads the native library; only a recogniser host process does that. */
export function loadSherpaModule(): SherpaModule {
  return createRequire(import.meta.url)('sherpa-onnx-node') as SherpaModule;
}
