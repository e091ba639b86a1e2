import { endsSentence } from '../../../protocol/sentence-end.ts';

/**
 * A whole sentence begins with a capital letter; the decoder writes a small one where it first heard the beginning as the
 * middle of something. Words with capitals of their own, such as `iPhone`, stay.
 * @param language BCP-47 tag.
 * @param before what the sentence follows without a pause; empty where it begins anew.
 */
export function withSentenceCase(text: string, before: string, language: string): string {
  if (!endsSentence(text) || (before !== '' && !endsSentence(before))) return text;
  const first = /^[\p{Ll}\p{Lo}\p{M}'’-]+/u.exec(text)?.[0] ?? '';
  const isWholeWord = first !== '' && !/^\p{Lu}/u.test(text.slice(first.length));
  return isWholeWord ? text.slice(0, 1).toLocaleUpperCase(language) + text.slice(1) : text;
}
