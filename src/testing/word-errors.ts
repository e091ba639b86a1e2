/** How many words must be changed, added or removed to get from one text to the other. Case and punctuation do not count. */
export function wordErrors(heard: string, said: string): number {
  const [from, to] = [wordsOf(heard), wordsOf(said)];
  let row = [0, ...to.map((_, index) => index + 1)];
  for (const [index, word] of from.entries()) {
    const next = [index + 1];
    for (const [column, other] of to.entries()) {
      const change = (row[column] ?? 0) + (word === other ? 0 : 1);
      next.push(Math.min(change, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}

/** The words of a text, in small letters. */
export function wordsOf(text: string): readonly string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}']+/gu) ?? [];
}
