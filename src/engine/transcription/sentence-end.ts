/** True where the text ends as a sentence does, closing quotes and brackets included. */
export function endsSentence(text: string): boolean {
  return /[.!?。！？؟।]["'»”’)\]]*$/u.test(text.trim()) && !/\.{2,}$|…$/u.test(text.trim());
}
