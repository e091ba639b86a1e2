import type { TranscriptCue } from '../engine/captions/transcript-format.ts';
import { SPOKEN } from '../engine/captions/transcript-writer.ts';
import { EngineError } from '../engine/errors.ts';
import { sameLanguage, sameTag } from '../protocol/language/same-language.ts';

/** The languages of captions as BCP-47 tags: what was said first, then the translations. */
export function languagesOf(captions: readonly TranscriptCue[]): {
  readonly spoken: readonly string[];
  readonly translated: readonly string[];
} {
  return {
    spoken: [...new Set(captions.map(({ language }) => language))],
    translated: [...new Set(captions.flatMap(({ translations }) => Object.keys(translations)))],
  };
}

/**
 * What is shown of captions for a wanted language: a translation, or what was said, also where no language is named.
 * @throws EngineError `usage` where there is no such language.
 */
export function shownLanguage(captions: readonly TranscriptCue[], wanted: string | undefined): string {
  if (wanted === undefined) return SPOKEN;
  const { spoken, translated } = languagesOf(captions);
  const translation =
    translated.find((tag) => sameTag(tag, wanted)) ?? translated.find((tag) => sameLanguage(tag, wanted));
  if (translation !== undefined) return translation;
  if (spoken.some((tag) => sameLanguage(tag, wanted))) return SPOKEN;
  const there = [...spoken, ...translated];
  throw new EngineError('usage', `There is nothing in the language ${wanted} in this transcript.`, {
    hint: there.length === 0 ? 'It holds no captions.' : `It has ${there.join(', ')}.`,
  });
}

/** The text of a caption in a language that `shownLanguage` gave. */
export function textIn(cue: TranscriptCue, shown: string): string {
  return shown === SPOKEN ? cue.text : (cue.translations[shown] ?? cue.text);
}
