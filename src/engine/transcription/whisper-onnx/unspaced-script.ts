const UNSPACED =
  '[\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Myanmar}\\p{Script=Khmer}]';
const AT_START = new RegExp(`^${UNSPACED}`, 'u');
const AT_END = new RegExp(`${UNSPACED}$`, 'u');

/** Whether a text begins in a script without spaces between its words. */
export function startsUnspaced(text: string): boolean {
  return AT_START.test(text);
}

/** Whether a text ends in such a script. */
export function endsUnspaced(text: string): boolean {
  return AT_END.test(text);
}
