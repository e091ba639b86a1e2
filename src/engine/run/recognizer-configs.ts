import type { EngineConfig } from '../engine-config.ts';
import { defaultThreads, type ModelLocation } from '../models/resolve-model.ts';
import type { RecognizerConfig } from '../transcription/recognizer-config.ts';

/** For all attempts together. Shorter than the time after which the pool takes a host for hung. */
const REMOTE_TIMEOUT_MS = 8000;

/** What each host process of the pool is to load. */
export function recognizerConfigs(location: ModelLocation, config: EngineConfig): readonly RecognizerConfig[] {
  const threads = defaultThreads();
  const replicate = (one: RecognizerConfig): RecognizerConfig[] => Array.from({ length: config.replicas }, () => one);
  switch (location.kind) {
    case 'whisper-onnx': {
      const { kind, encoder, decoder, tokens, languages } = location;
      return replicate({ kind, encoder, decoder, tokens, threads, languages });
    }
    case 'sherpa-transducer':
      return replicate({ ...location, threads, languages: 'any' });
    case 'ggml-whisper': {
      const { cacheFolder } = config;
      return replicate({ kind: 'whisper-node', model: location.file, variant: 'auto', threads, cacheFolder });
    }
    case 'ggml-parakeet':
      return replicate({ kind: 'parakeet', model: location.file, variant: 'auto', threads });
    case 'remote':
      return location.urls.map((url) => ({
        kind: 'remote',
        url,
        model: config.remoteModel,
        timeoutMs: REMOTE_TIMEOUT_MS,
        ...(config.apiKeyVariable === undefined ? {} : { apiKeyVariable: config.apiKeyVariable }),
      }));
  }
}
