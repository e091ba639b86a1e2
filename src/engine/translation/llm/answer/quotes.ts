/** Opening and closing quotation marks that models put around an answer. */
export const QUOTE_PAIRS: readonly (readonly [string, string])[] = [
  ['"', '"'],
  ["'", "'"],
  ['“', '”'],
  ['„', '“'],
  ['„', '”'],
  ['‘', '’'],
  ['‚', '‘'],
  ['«', '»'],
  ['»', '«'],
  ['‹', '›'],
  ['「', '」'],
  ['『', '』'],
  ['《', '》'],
  ['＂', '＂'],
];

/** Any mark that is a quotation mark and nothing else. */
export const QUOTES = /["“”„«»「」『』《》＂]/u;
