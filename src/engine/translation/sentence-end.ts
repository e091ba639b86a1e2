/** A mark that ends a clause, at the end of a text. */
const CLAUSE_END = /(?:[.,;:!?…،؛؟۔।॥]["'”’»)\]]*|[、。，！？；：…]["」』”）】]*)$/u;

const SENTENCE_END = /[.!?…؟۔।॥。！？]["'”’»」』）)\]]*$/u;

/** What may go on as a number, such as `3.` as `3.5`. */
const OPEN_NUMBER = /\d[.,:]$/;

/** True where the text ends with the end of a clause. */
export function endsClause(text: string): boolean {
  const trimmed = text.trimEnd();
  return CLAUSE_END.test(trimmed) && !OPEN_NUMBER.test(trimmed);
}

/** True where the text ends with the end of a sentence. */
export function endsSentence(text: string): boolean {
  return SENTENCE_END.test(text.trimEnd()) && endsClause(text);
}
