import { scriptCode } from '../../../protocol/language/writing.ts';
import type { LanguageCheck } from '../../language-check.ts';

/**
 * What speaks against the language that a text was told to be in. Where all of it is in another one, its primary subtag;
 * where a part is, the decoder drifted on the way, or the speaker changed.
 */
export type OtherLanguage = { readonly whole: true; readonly language: string } | { readonly whole: false };

/** Sentences that are long enough to tell are looked at one by one. */
const SENTENCE = /[^.!?…]+[.!?…]*/gu;

/** In a text of another script names have Latin letters; four words in a row, three of them without a capital, are none. */
const LATIN_RUN = /\p{Script=Latin}+(?:[\s,]+(?:(?=\p{Ll})\p{Script=Latin}|['’])+){3}/u;

/**
 * Finds text in another language than it was told to be in. Undefined where there is none, where it is too short to tell, and
 * where nothing is known of the language.
 * @param told BCP-47.
 */
export function otherLanguage(text: string, told: string, check: LanguageCheck): OtherLanguage | undefined {
  const language = check(text, told);
  if (language !== undefined) return { whole: true, language };
  const script = scriptCode(told);
  if (script === undefined) return undefined;
  const drifts =
    script === 'Latn'
      ? (text.match(SENTENCE) ?? []).some((sentence) => check(sentence, told) !== undefined)
      : LATIN_RUN.test(text);
  return drifts ? { whole: false } : undefined;
}
