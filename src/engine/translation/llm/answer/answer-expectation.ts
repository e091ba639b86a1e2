/** What an answer is measured by. */
export interface AnswerExpectation {
  /** What was to be translated. */
  readonly source: string;
  /** BCP-47 tags. */
  readonly sourceLanguage: string;
  readonly targetLanguage: string;
  /** The system message; an answer that recites it is no translation. */
  readonly instruction: string;
  /** True where an answer to the same was no translation, and the request is stricter. */
  readonly asksAgain?: boolean;
}
