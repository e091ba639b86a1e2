/** How a term must be translated. Where both texts are the same, it is not translated. */
export interface TermPair {
  readonly source: string;
  readonly target: string;
}

/** Where translators find the terms of the user's glossary, which may change while they run. */
export interface TermSource {
  /** Another number after each change. */
  readonly revision: number;
  /** All terms for a pair of BCP-47 tags; none where there are none. */
  termsFor(sourceLanguage: string, targetLanguage: string): readonly TermPair[];
}
