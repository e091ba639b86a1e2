/**
 * The longest end of a text of which every character matches. Looks at each once, where a pattern with `$` would begin
 * anew at every one of them in the middle of a long text.
 * @param character matches one character.
 */
export function trailing(text: string, character: RegExp): string {
  let start = text.length;
  while (start > 0) {
    const width = start > 1 && isLowSurrogate(text.charCodeAt(start - 1)) ? 2 : 1;
    if (!character.test(text.slice(start - width, start))) break;
    start -= width;
  }
  return text.slice(start);
}

/** The text without that end. */
export function withoutTrailing(text: string, character: RegExp): string {
  return text.slice(0, text.length - trailing(text, character).length);
}

function isLowSurrogate(code: number): boolean {
  return code >= 0xdc00 && code <= 0xdfff;
}
