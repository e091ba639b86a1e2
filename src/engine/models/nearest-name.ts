/** So many letters may be wrong in a name that was meant to be another. */
const MOST_WRONG = 2;

/** The name that was most likely meant: one that has all of the word in it, or one with a few other letters. */
export function nearestName(word: string, names: readonly string[]): string | undefined {
  const wanted = word.toLowerCase();
  const holding = names.filter((name) => wanted.length > 2 && name.includes(wanted));
  if (holding.length > 0) return holding.toSorted((one, other) => one.length - other.length)[0];
  const near = names
    .map((name) => ({ name, steps: stepsBetween(wanted, name) }))
    .filter(({ steps }) => steps <= Math.min(MOST_WRONG, wanted.length / 3));
  return near.toSorted((one, other) => one.steps - other.steps)[0]?.name;
}

/** Letters that have to be put in, left out or changed. */
function stepsBetween(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let place = 0; place < one.length; place += 1) {
    const next = [place + 1];
    for (let index = 0; index < other.length; index += 1) {
      const change = (row[index] ?? 0) + (other[index] === one[place] ? 0 : 1);
      next.push(Math.min(change, (row[index + 1] ?? 0) + 1, (next[index] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
