/** How many letters have to be put in, taken out, replaced or exchanged with their neighbour to make one text of the other. */
export function editDistance(from: string, to: string): number {
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
