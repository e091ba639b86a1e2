/**
 * How many leading items of `text` correspond to all of `known`: the length whose beginning is the cheapest to edit into
 * `known` (insertions, deletions, replacements of equal cost); of equally cheap lengths the one nearest to `known.length`.
 */
export function alignedPrefixLength(known: readonly string[], text: readonly string[]): number {
  let row = Array.from({ length: text.length + 1 }, (_, column) => column);
  for (const [index, key] of known.entries()) {
    const next = [index + 1];
    for (let column = 1; column <= text.length; column += 1) {
      const replaced = at(row, column - 1) + (text[column - 1] === key ? 0 : 1);
      next.push(Math.min(replaced, at(row, column) + 1, at(next, column - 1) + 1));
    }
    row = next;
  }
  let best = 0;
  for (let length = 0; length <= text.length; length += 1) {
    const cheaper = at(row, length) - at(row, best);
    const nearer = Math.abs(length - known.length) < Math.abs(best - known.length);
    if (cheaper < 0 || (cheaper === 0 && nearer)) best = length;
  }
  return best;
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? Number.POSITIVE_INFINITY;
}
