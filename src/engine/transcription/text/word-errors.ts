/**
 * Word errors of a text against a reference: substitutions, deletions and insertions by number of reference words. Case,
 * punctuation and Unicode composition do not count.
 */
export function wordErrorRate(reference: string, text: string): number {
  const { length } = wordsOf(reference);
  if (length === 0) return wordsOf(text).length === 0 ? 0 : 1;
  return wordErrors(reference, text) / length;
}

/** How many words must be changed, added or removed to get from one text to the other. */
export function wordErrors(reference: string, text: string): number {
  const [expected, found] = [wordsOf(reference), wordsOf(text)];
  let row = Array.from({ length: found.length + 1 }, (_, column) => column);
  for (const [index, word] of expected.entries()) {
    const next = [index + 1];
    for (const [column, other] of found.entries()) {
      const replaced = (row[column] ?? 0) + (word === other ? 0 : 1);
      next.push(Math.min(replaced, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}

/** The words of a text as they are compared. */
export function wordsOf(text: string): readonly string[] {
  return (
    text
      .normalize('NFC')
      .toLowerCase()
      .replace(/’/gu, "'")
      .match(/[\p{L}\p{N}\p{M}']+/gu) ?? []
  );
}
