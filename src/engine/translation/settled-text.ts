import { endsClause, endsSentence, wordsOf } from './clause-splitter.ts';

/**
 * So many words at the end of a translation are held back while its clause goes on. An engine that gets half of a clause
 * guesses how it ends: "we are drinking coffee in the" becomes "... in the garden", and the garden must be taken away.
 */
const HELD_BACK_WORDS = 2;

/** Marks that an engine adds because it believes that it has a whole sentence. */
const CLOSING_MARKS = /[\s.,;:!?…。、，！？；：۔।॥،؛؟]+$/u;

interface TranslatedText {
  /** What was translated: the beginning of an utterance. */
  readonly source: string;
  readonly translation: string;
  /** BCP-47 tag of the translation. */
  readonly language: string;
}

/** The beginning of the translation that will hardly be another one when more of the utterance is known. */
export function settledText({ source, translation, language }: TranslatedText): string {
  if (endsSentence(source)) return translation;
  // A stop where the speaker made a comma would have to go again.
  if (endsClause(source)) return endsSentence(translation) ? translation.replace(CLOSING_MARKS, '') : translation;
  const lastSettled = wordsOf(translation, language).at(-1 - HELD_BACK_WORDS);
  return lastSettled === undefined ? '' : translation.slice(0, lastSettled.index + lastSettled.segment.length);
}
