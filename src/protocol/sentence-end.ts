/** Quotes and brackets that close behind the mark. */
const CLOSERS = String.raw`["'”’»)\]」』）】]*$`;

/** Of several full stops in a row none is an end: whoever trails off goes on. */
const SENTENCE_END = new RegExp(String.raw`(?:(?<!\.)\.|[!?。！？؟۔।॥።])${CLOSERS}`, 'u');

const CLAUSE_END = new RegExp(String.raw`[.,;:!?…،؛؟۔।॥።、。，！？；：]${CLOSERS}`, 'u');

/** What may go on as a number, such as `3.` as `3.5`. */
const OPEN_NUMBER = /\d[.,:]$/u;

/** True where the text ends as a sentence does. Three dots are no end. */
export function endsSentence(text: string): boolean {
  return SENTENCE_END.test(text.trimEnd());
}

/** True where a text that still grows ends with a clause: at a sentence's end too, but not where a number may go on. */
export function endsClause(text: string): boolean {
  const trimmed = text.trimEnd();
  return CLAUSE_END.test(trimmed) && !OPEN_NUMBER.test(trimmed);
}
