import { sameLanguage } from './language/same-language.ts';

/** What is spoken, as far as it is known before anybody speaks. */
export interface SpokenLanguage {
  /** BCP-47 tag; `auto` where it has to be heard. */
  readonly language: string;
  /** With `auto`, the languages that may be spoken, as BCP-47 tags; any where absent. */
  readonly candidates?: readonly string[];
}

/** One wanted language is what is spoken; among several it has to be heard. @param tags BCP-47 tags, or `auto` alone. */
export function spokenLanguage(tags: readonly string[]): SpokenLanguage {
  const [only = 'auto', ...others] = tags;
  return others.length === 0 ? { language: only } : { language: 'auto', candidates: tags };
}

/** The languages that may be spoken, as BCP-47 tags; none where any may be. */
export function wantedLanguages({ language, candidates = [] }: SpokenLanguage): readonly string[] {
  return language === 'auto' ? candidates : [language];
}

/** The tag of what was heard: `pt-BR` for `pt`, where that is wanted. @param heard primary language subtag. */
export function spokenTag(spoken: SpokenLanguage, heard: string): string {
  const wanted = wantedLanguages(spoken);
  if (spoken.language !== 'auto') return spoken.language;
  return wanted.find((tag) => sameLanguage(tag, heard)) ?? heard;
}

/** Whether a language may be spoken. */
export function isWanted(spoken: SpokenLanguage, tag: string): boolean {
  const wanted = wantedLanguages(spoken);
  return wanted.length === 0 || wanted.some((one) => sameLanguage(one, tag));
}
