/** Up to `count` of `names` that are written most like `wanted`, the nearest first; none that is quite another name. */
export function nearNames(wanted: string, names: readonly string[], count: number): string[] {
  const target = wanted.toLowerCase();
  return names
    .map((name) => ({ name, distance: distance(target, name.toLowerCase()) }))
    .filter(({ distance: edits }) => edits <= Math.max(2, target.length / 2))
    .sort((a, b) => a.distance - b.distance)
    .slice(0, count)
    .map(({ name }) => name);
}

/** Edits between two names. What one name has more, such as a vendor's prefix or a size, costs little. */
function distance(one: string, other: string): number {
  if (other.includes(one) || one.includes(other)) return Math.min(1, Math.abs(one.length - other.length));
  let row = Array.from({ length: other.length + 1 }, (_, column) => column);
  for (let line = 1; line <= one.length; line += 1) {
    const next = [line];
    for (let column = 1; column <= other.length; column += 1) {
      const replaced = (row[column - 1] ?? 0) + (one[line - 1] === other[column - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[other.length] ?? 0;
}
