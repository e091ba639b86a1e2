import { sameWrittenLanguage } from '../../protocol/language/same-language.ts';
import type { EngineOutput } from '../pipeline/output.ts';
import type { TranscriptFinal, TranslationFinal } from '../../protocol/caption-event.ts';

/** Which captions go into a stream. */
export interface WantedCaptions {
  /** BCP-47 tag of a target language, else of one that is spoken. */
  readonly language: string;
  /** The target languages, as BCP-47 tags. */
  readonly targets: readonly string[];
}

/**
 * The final whose text is wanted; undefined where an event is anything else. What is spoken in a target language comes as
 * its translation too, so each utterance has one such final at most.
 */
export function wantedFinal(
  event: EngineOutput,
  { language, targets }: WantedCaptions,
): TranscriptFinal | TranslationFinal | undefined {
  const isFinal = event.type === (isTarget(language, targets) ? 'translation-final' : 'transcript-final');
  return isFinal && sameWrittenLanguage(event.language, language) ? event : undefined;
}

/** Whether a language is translated into. */
export function isTarget(language: string, targets: readonly string[]): boolean {
  return targets.some((target) => sameWrittenLanguage(target, language));
}
