import { primarySubtag, spokenLanguage, type SpokenLanguage } from '../protocol/spoken-language.ts';

/** What a BCP-47 tag looks like. */
export const LANGUAGE_TAG = /^[a-z]{2,3}(-[a-z0-9]{2,8})*$/iu;

/** What is spoken, or what is wrong with it, to be put behind its text. */
export type ParsedLanguages =
  { readonly ok: true; readonly spoken: SpokenLanguage } | { readonly ok: false; readonly problem: string };

/** Reads `auto`, a language such as `es`, or several that may be spoken, such as `es,en`. */
export function parseSpokenLanguages(text: string, separator: ',' | '+'): ParsedLanguages {
  const tags = text.split(separator).map((tag) => tag.trim());
  if (tags.length === 1 && tags[0] === 'auto') return { ok: true, spoken: spokenLanguage(tags) };
  if (tags.includes('auto')) return { ok: false, problem: 'names auto and languages: name one, or the other' };
  if (!tags.every((tag) => LANGUAGE_TAG.test(tag))) {
    const several = tags.length > 1 ? 'a list of language tags' : 'a language tag';
    return { ok: false, problem: `is not ${several} such as en, es or pt-BR` };
  }
  // By its sound nobody can tell which writing of a language is wanted.
  if (new Set(tags.map(primarySubtag)).size < tags.length) return { ok: false, problem: 'names a language twice' };
  return { ok: true, spoken: spokenLanguage(tags) };
}
