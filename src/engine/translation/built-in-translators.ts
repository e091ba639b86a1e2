import { deeplDefinition } from './deepl/definition.ts';
import { llmDefinition } from './llm/definition.ts';
import { localDefinition } from './local/definition.ts';
import { whisperDefinition } from './whisper/definition.ts';

/** The translators that come with the program, by their names. */
export const BUILT_IN_TRANSLATORS = {
  deepl: deeplDefinition,
  llm: llmDefinition,
  local: localDefinition,
  whisper: whisperDefinition,
} as const;
