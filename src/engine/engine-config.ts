import type { SourceConfig } from './pipeline/source.ts';
import type { Sensitivity } from './speech/sensitivity.ts';
import type { SegmenterSettings } from './speech/utterance-segmenter.ts';
import type { TranslationConfig } from './translation-config.ts';
import type { VocabularyConfig } from './vocabulary-config.ts';

/** Everything that one run of the engine does. */
export interface EngineConfig {
  /** Those that are there from the start; others may come and go. */
  readonly sources: readonly SourceConfig[];
  /** `demo`, a folder, a ggml file, or addresses; see `resolveModel`. */
  readonly model: string;
  /** Host processes that decode side by side. Servers are one host each. */
  readonly replicas: number;
  /** Words that are likely to occur besides the glossary, for models that take such a hint; empty for none. */
  readonly prompt: string;
  /** Name of the environment variable with the key of a transcription server. */
  readonly apiKeyVariable?: string;
  /** Name of the model on a transcription server. */
  readonly remoteModel: string;
  /** Folder for copies of model files that the engine makes for speed. */
  readonly cacheFolder: string;
  readonly sensitivity: Sensitivity;
  /** Differences from the usual endpointing. */
  readonly endpointing?: Partial<SegmenterSettings>;
  /** Live captions: partials, and finals as early as possible. Without it finals only, for a file as a whole. */
  readonly partials: boolean;
  /** BCP-47 tags of the target languages, each once. */
  readonly targets: readonly string[];
  readonly translation: TranslationConfig;
  readonly vocabulary: VocabularyConfig;
}
