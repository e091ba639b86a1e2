import { sameLanguage } from './language/same-language.ts';
import { tagProblem } from './language/tag-problem.ts';
import { spokenLanguage, type SpokenLanguage } from './spoken-language.ts';

/** What is spoken, or what is wrong with it, to be put behind its text. */
export type ParsedLanguages =
  { readonly ok: true; readonly spoken: SpokenLanguage } | { readonly ok: false; readonly problem: string };

/** Reads `auto`, a language such as `es`, or several that may be spoken, such as `es,en`. */
export function parseSpokenLanguages(text: string, separator: ',' | '+'): ParsedLanguages {
  const tags = text.split(separator).map((tag) => tag.trim());
  if (tags.length === 1 && tags[0] === 'auto') return { ok: true, spoken: spokenLanguage(tags) };
  if (tags.includes('auto')) return { ok: false, problem: 'names auto and languages: name one, or the other' };
  const wrong = tags.find((tag) => tagProblem(tag) !== undefined);
  if (wrong !== undefined) return { ok: false, problem: problemOf(wrong, tags) };
  // By its sound nobody can tell which writing of a language is wanted.
  if (tags.some((tag, at) => tags.slice(at + 1).some((other) => sameLanguage(tag, other))))
    return { ok: false, problem: 'names a language twice' };
  return { ok: true, spoken: spokenLanguage(tags) };
}

/** @param wrong one of the tags that is none. */
function problemOf(wrong: string, tags: readonly string[]): string {
  const problem = tagProblem(wrong) ?? '';
  if (tags.length === 1) return problem;
  return problem.endsWith('such as en, es or pt-BR')
    ? 'is not a list of language tags such as en, es or pt-BR'
    : `names ${wrong}, which ${problem}`;
}
