import type { SourceConfig } from './pipeline/source.ts';
import type { SpeechSettings } from './speech/settings.ts';
import type { SegmenterSettings } from './speech/utterance-segmenter.ts';
import type { RecognizerSettings } from './transcription/settings.ts';
import type { TranslationSettings } from './translation/settings.ts';
import type { VocabularySettings } from './vocabulary/settings.ts';

/** Everything that one run of the engine does: the sections of the configuration, and what is heard. */
export interface EngineConfig {
  /** Those that are there from the start; others may come and go. */
  readonly sources: readonly SourceConfig[];
  readonly recognizer: RecognizerSettings;
  readonly speech: SpeechSettings;
  /** Differences from the usual endpointing. */
  readonly endpointing?: Partial<SegmenterSettings>;
  /** Live captions: partials, and finals as early as possible. Without it finals only, for a file as a whole. */
  readonly partials: boolean;
  readonly translation: TranslationSettings;
  readonly vocabulary: VocabularySettings;
}
