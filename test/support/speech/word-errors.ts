import { alignWords } from './align-words.ts';
import { comparableWords } from './comparable-words.ts';

/** Word errors of a text against what was said; characters where a language has no spaces. */
export interface WordErrors {
  /** How many words were said. */
  readonly words: number;
  readonly missing: number;
  readonly wrong: number;
  readonly invented: number;
}

/** Counts the errors of one text. What counts as the same word is told in `comparable-words.ts`. @param language BCP-47. */
export function wordErrors(said: string, text: string, language: string): WordErrors {
  const reference = comparableWords(said, language);
  const steps = alignWords(reference, comparableWords(text, language));
  const count = (kind: string): number => steps.filter((step) => step.kind === kind).length;
  return {
    words: reference.length,
    missing: count('missing'),
    wrong: count('wrong'),
    invented: count('invented'),
  };
}

/** The errors of several texts as of one. */
export function pooledErrors(all: readonly WordErrors[]): WordErrors {
  const sum = (key: keyof WordErrors): number => all.reduce((total, errors) => total + errors[key], 0);
  return { words: sum('words'), missing: sum('missing'), wrong: sum('wrong'), invented: sum('invented') };
}

/** All errors by number of words, such as 0.05. Invented words of a clip without any give infinity. */
export function errorShare({ words, missing, wrong, invented }: WordErrors): number {
  const errors = missing + wrong + invented;
  return errors === 0 ? 0 : errors / words;
}
