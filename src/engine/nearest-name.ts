/** The known name that is most like the given one, if any is like it. Case counts for little. */
export function nearestName(given: string, known: Iterable<string>): string | undefined {
  const wanted = given.toLowerCase();
  // A third of the letters may be wrong: beyond that a guess is of no help.
  let most = Math.max(2, Math.floor(given.length / 3));
  let nearest: string | undefined;
  for (const name of known) {
    const steps = distance(wanted, name.toLowerCase());
    if (steps > most || (steps === most && nearest !== undefined)) continue;
    most = steps;
    nearest = name;
  }
  return nearest;
}

/** How many letters have to be put in, taken out, replaced or exchanged with their neighbour. */
function distance(from: string, to: string): number {
  let before: number[] = [];
  let row = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let line = 1; line <= from.length; line += 1) {
    const next = [line];
    for (let column = 1; column <= to.length; column += 1) {
      const isSame = from[line - 1] === to[column - 1];
      const replaced = at(row, column - 1) + (isSame ? 0 : 1);
      let steps = Math.min(replaced, at(row, column) + 1, at(next, column - 1) + 1);
      const isSwapped = from[line - 1] === to[column - 2] && from[line - 2] === to[column - 1];
      if (line > 1 && column > 1 && isSwapped) steps = Math.min(steps, at(before, column - 2) + 1);
      next.push(steps);
    }
    before = row;
    row = next;
  }
  return at(row, to.length);
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Number.POSITIVE_INFINITY;
}
