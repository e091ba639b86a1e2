/**
 * Word errors of a text against a reference: substitutions, deletions and insertions by number of reference words. Case,
 * punctuation and Unicode composition do not count.
 */
export function wordErrorRate(reference: string, text: string): number {
  const expected = words(reference);
  const found = words(text);
  if (expected.length === 0) return found.length === 0 ? 0 : 1;
  return editDistance(expected, found) / expected.length;
}

function words(text: string): string[] {
  return (
    text
      .normalize('NFC')
      .toLowerCase()
      .replace(/’/gu, "'")
      .match(/[\p{L}\p{N}\p{M}']+/gu) ?? []
  );
}

function editDistance(expected: readonly string[], found: readonly string[]): number {
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
