import type { TranscriptFinal, TranslationFinal } from '../../protocol/caption-event.ts';
import { sameTag, sameWrittenLanguage } from '../../protocol/language/same-language.ts';
import type { EngineOutput } from '../pipeline/output.ts';

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
  const target = targetFor(language, targets);
  if (event.type === 'translation-final') return event.language === target ? event : undefined;
  const isSpoken = target === undefined && event.type === 'transcript-final';
  return isSpoken && sameWrittenLanguage(event.language, language) ? event : undefined;
}

/** The target language that stands for a tag: the same one, else one of another region; undefined where there is none. */
export function targetFor(language: string, targets: readonly string[]): string | undefined {
  return (
    targets.find((target) => sameTag(target, language)) ??
    targets.find((target) => sameWrittenLanguage(target, language))
  );
}
