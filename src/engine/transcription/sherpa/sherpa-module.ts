import { createRequire } from 'node:module';

/** The parts of sherpa-onnx-node that the recogniser uses. The package has no types of its own. */
export interface SherpaModule {
  readonly OnlineRecognizer: new (config: OnlineConfig) => OnlineRecognizer;
}

export interface OnlineConfig {
  readonly featConfig: FeatureConfig;
  readonly modelConfig: {
    readonly transducer: { readonly encoder: string; readonly decoder: string; readonly joiner: string };
    readonly tokens: string;
    readonly numThreads: number;
    readonly provider: 'cpu';
    readonly debug: 0;
  };
  readonly decodingMethod: 'greedy_search';
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
}

export interface OnlineRecognizer {
  createStream(): OnlineStream;
  isReady(stream: OnlineStream): boolean;
  decode(stream: OnlineStream): void;
  getResult(stream: OnlineStream): { readonly text: string };
}

/** Loads the native library; only a recogniser host process does that. */
export function loadSherpaModule(): SherpaModule {
  return createRequire(import.meta.url)('sherpa-onnx-node') as SherpaModule;
}
