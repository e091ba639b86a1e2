/** Which recogniser a host process loads, with everything it needs. Sent to the host as plain data. */
export type RecognizerConfig =
  WhisperOnnxConfig | SherpaTransducerConfig | WhisperNodeConfig | ParakeetConfig | RemoteConfig;

/** A Whisper model in ONNX, in the files that sherpa-onnx uses, run on the CPU. */
export interface WhisperOnnxConfig {
  readonly kind: 'whisper-onnx';
  readonly encoder: string;
  readonly decoder: string;
  readonly tokens: string;
  readonly threads: number;
  /** Languages the model was trained for (primary subtags); `any` for the multilingual Whisper models. */
  readonly languages: 'any' | readonly string[];
}

/** A streaming transducer (zipformer) in ONNX, run by sherpa-onnx on the CPU. */
export interface SherpaTransducerConfig {
  readonly kind: 'sherpa-transducer';
  readonly encoder: string;
  readonly decoder: string;
  readonly joiner: string;
  readonly tokens: string;
  readonly threads: number;
  readonly languages: 'any' | readonly string[];
}

/** Which of the prebuilt binaries of whisper.node to use; `auto` tries the fastest that finds a GPU. */
export type WhisperNodeVariant = 'auto' | 'default' | 'vulkan' | 'cuda';

/** A ggml Whisper model, run by whisper.node on the GPU. */
export interface WhisperNodeConfig {
  readonly kind: 'whisper-node';
  readonly model: string;
  readonly variant: WhisperNodeVariant;
  readonly threads: number;
  /** Where trimmed copies of model files may be kept. */
  readonly cacheFolder: string;
}

/** A ggml Parakeet model, run by whisper.node on the GPU. */
export interface ParakeetConfig {
  readonly kind: 'parakeet';
  readonly model: string;
  readonly variant: WhisperNodeVariant;
  readonly threads: number;
}

/** One server that speaks OpenAI's `/v1/audio/transcriptions`. Several servers are several hosts of the pool. */
export interface RemoteConfig {
  readonly kind: 'remote';
  /** Base address up to and including `/v1`. */
  readonly url: string;
  readonly model: string;
  /** Name of the environment variable that holds the key; the key itself never travels. */
  readonly apiKeyVariable?: string;
  readonly timeoutMs: number;
}
