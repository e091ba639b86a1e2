/** How a term is written where it was heard: as it is, with a capital only where a sentence begins, or as recognised. */
export const CASE_RULES = ['keep', 'sentence', 'any'] as const;

export type CaseRule = (typeof CASE_RULES)[number];

/** A word or a name of the user, and what is known of it. */
export interface GlossaryTerm {
  readonly term: string;
  /** The spoken language in which it is heard, as a canonical BCP-47 tag. Absent: any. */
  readonly language?: string;
  /** What the recogniser writes instead of it. */
  readonly soundsLike: readonly string[];
  readonly caseRule: CaseRule;
  readonly doNotTranslate: boolean;
  /** Translations by canonical BCP-47 tag. */
  readonly translations: ReadonlyMap<string, string>;
}
