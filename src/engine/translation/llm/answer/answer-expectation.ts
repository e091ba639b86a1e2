/** What an answer is measured by. */
export interface AnswerExpectation {
  /** What was to be translated. */
  readonly source: string;
  /** BCP-47 tags. */
  readonly sourceLanguage: string;
  readonly targetLanguage: string;
  /** The system message; an answer that recites it is no translation. */
  readonly instruction: string;
}
