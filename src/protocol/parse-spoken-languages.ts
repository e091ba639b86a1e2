import { canonicalTag } from './language/parse-language.ts';
import { sameLanguage } from './language/same-language.ts';
import { spokenLanguage, type SpokenLanguage } from './spoken-language.ts';

/** What is spoken, or what is wrong with it, to be put behind its text. */
export type ParsedLanguages =
  { readonly ok: true; readonly spoken: SpokenLanguage } | { readonly ok: false; readonly problem: string };

/** Reads `auto`, a language such as `es`, or several that may be spoken, such as `es,en`. */
export function parseSpokenLanguages(text: string, separator: ',' | '+'): ParsedLanguages {
  const tags = text.split(separator).map((tag) => tag.trim());
  if (tags.length === 1 && tags[0] === 'auto') return { ok: true, spoken: spokenLanguage(tags) };
  if (tags.includes('auto')) return { ok: false, problem: 'names auto and languages: name one, or the other' };
  if (!tags.every((tag) => canonicalTag(tag) !== undefined)) {
    const several = tags.length > 1 ? 'a list of language tags' : 'a language tag';
    return { ok: false, problem: `is not ${several} such as en, es or pt-BR` };
  }
  // By its sound nobody can tell which writing of a language is wanted.
  if (tags.some((tag, at) => tags.slice(at + 1).some((other) => sameLanguage(tag, other))))
    return { ok: false, problem: 'names a language twice' };
  return { ok: true, spoken: spokenLanguage(tags) };
}
