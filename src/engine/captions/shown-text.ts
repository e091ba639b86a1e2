/**
 * A text in one line, as a subtitle shows it: white space and line breaks are one space. Empty where nothing is left to
 * read, as where all words were masked away and a full stop has stayed. Spaces that forbid a line break stay.
 */
export function shownText(text: string): string {
  const line = text.replace(/[^\S\u00a0\u202f]+/gu, ' ').trim();
  return /[\p{L}\p{N}\p{Emoji_Presentation}\u2669-\u266c]/u.test(line) ? line : '';
}
