import { fitsBetter } from './answer-length.ts';
import { QUOTES } from './quotes.ts';

const QUOTED = '(?:"[^"\\n]{1,400}"|“[^“”\\n]{1,400}”|«[^«»\\n]{1,400}»|「[^「」\\n]{1,400}」|\'[^\'\\n]{1,400}\')';
/** Each sign of it can be read in one way only: else a row of quotation marks could be read in two to the power of their number. */
const BETWEEN = '[,;]? ?(?:(?:or|oder|ou|o|u|of|lub|eller|или|або|または|或|或者|또는|/|\\|) ?)?';

/** Quotations in one line, with a word for a choice between them: `"Hello" or "Hi"`. */
const CHOICE = new RegExp(`^(${QUOTED})\\s?[([]?(?:${BETWEEN}${QUOTED})+[)\\]]?[.]?$`, 'iu');

/** The first of several translations in quotation marks, which is what the model thinks best. */
export function firstAlternative(text: string, source: string): string {
  if (QUOTES.test(source)) return text;
  const first = CHOICE.exec(text)?.[1];
  return first !== undefined && fitsBetter(first, text, source) ? first : text;
}
