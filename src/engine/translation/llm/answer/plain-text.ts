/** Lower case, with plain apostrophes and single spaces, so that phrases can be compared. */
export function plainText(text: string): string {
  return text
    .toLowerCase()
    .replace(/[’ʼ‘`´]/gu, "'")
    .replace(/\s+/gu, ' ')
    .trim();
}

/** The letters and digits of a text in lower case, to compare texts whatever their marks. */
export function lettersOf(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M}]+/gu, ' ')
    .trim();
}
