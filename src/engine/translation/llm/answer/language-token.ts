/** Tokens with which models of translation name the language they write: OPUS, MADLAD, M2M and Seamless, NLLB, mBART. */
const TOKEN =
  /^(?:>>[a-z]{2,3}(?:_[a-z]{2,8})?<<|<(?:2|lang[:=]|to_)[a-z]{2,3}(?:[-_][a-z]{2,8})?>|__[a-z]{2,3}(?:_[a-z]{2,8})?__|[a-z]{3}_[A-Z][a-z]{3}(?![\p{L}\p{N}_])|[a-z]{2}_(?:XX|[A-Z]{2})(?![\p{L}\p{N}_]))[:\s]{0,4}/u;

/** Takes the token of a language before an answer away, but one that the source has too. */
export function withoutLanguageToken(text: string, source: string): string {
  const token = TOKEN.exec(text)?.[0];
  return token === undefined || source.includes(token.trim()) ? text : text.slice(token.length);
}

/** What may be the beginning of such a token that looks like a word. */
export const TOKEN_START = /^[a-z]{1,3}$/u;
export const TOKEN_WORD = /^[a-z]{2,3}_/u;
