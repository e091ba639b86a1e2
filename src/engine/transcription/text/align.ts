/**
 * How many leading items of a text correspond to all of `known`: the length whose beginning is the cheapest to edit into
 * `known` (insertions, deletions, replacements of equal cost). Of equally cheap lengths, one that ends with the last known
 * item, then the one nearest to `known.length`.
 */
export function alignedPrefixLength(known: readonly string[], whole: readonly string[]): number {
  if (known.every((key, index) => whole[index] === key)) return known.length;
  // Nothing is dearer than to take none, so that more than twice as many are never the cheapest.
  const text = whole.slice(0, 2 * known.length);
  let row = Array.from({ length: text.length + 1 }, (_, column) => column);
  for (const [index, key] of known.entries()) {
    const next = [index + 1];
    for (let column = 1; column <= text.length; column += 1) {
      const replaced = at(row, column - 1) + (text[column - 1] === key ? 0 : 1);
      next.push(Math.min(replaced, at(row, column) + 1, at(next, column - 1) + 1));
    }
    row = next;
  }
  const rank = (length: number): readonly number[] => [
    at(row, length),
    text[length - 1] === known.at(-1) ? 0 : 1,
    Math.abs(length - known.length),
  ];
  let best = 0;
  for (let length = 1; length <= text.length; length += 1) if (isBefore(rank(length), rank(best))) best = length;
  return best;
}

/** Compares by the first number that differs. */
function isBefore(a: readonly number[], b: readonly number[]): boolean {
  const differing = a.findIndex((value, index) => value !== b[index]);
  return differing !== -1 && at(a, differing) < at(b, differing);
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? Number.POSITIVE_INFINITY;
}
