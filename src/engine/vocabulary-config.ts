import type { MaskSettings } from './vocabulary/masking/word-mask.ts';

/** Words of the user. */
export interface VocabularyConfig {
  /** Path of the glossary, where there is one. */
  readonly glossaryFile?: string;
  /** Words that are not shown as they are; nothing is masked when absent. */
  readonly mask?: MaskSettings;
}
