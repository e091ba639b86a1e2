/** One step of an alignment. Indices are those of the reference and of the heard words. */
export type AlignmentStep =
  | { readonly kind: 'same' | 'wrong'; readonly reference: number; readonly heard: number }
  | { readonly kind: 'missing'; readonly reference: number }
  | { readonly kind: 'invented'; readonly heard: number };

interface AlignOptions {
  /** The text may end before the reference does, as while somebody still speaks: what follows is not missing. */
  readonly openEnd?: boolean;
}

/** How a cell of the table was reached. */
type Move = 'same' | 'wrong' | 'missing' | 'invented' | 'joined' | 'split';

/** The cheapest way to a pair of beginnings of the two texts. */
interface Cell {
  readonly cost: number;
  readonly move: Move | undefined;
}

type Table = readonly (readonly Cell[])[];

/** A little more than 1, so that of equally many errors the way with more matches is taken. */
const WRONG_COST = 1.0001;

/**
 * The cheapest way to edit the heard words into the reference. A word missing, invented or wrong costs one. A compound
 * that is written apart, or together, costs nothing.
 */
export function alignWords(
  reference: readonly string[],
  heard: readonly string[],
  { openEnd = false }: AlignOptions = {},
): AlignmentStep[] {
  const table: Cell[][] = [];
  for (let row = 0; row <= reference.length; row += 1) {
    const cells: Cell[] = [];
    table.push(cells);
    const said = reference.slice(Math.max(0, row - 2), row);
    for (let column = 0; column <= heard.length; column += 1) {
      cells.push(bestCell(table, said, heard.slice(Math.max(0, column - 2), column), { row, column }));
    }
  }
  return traceBack(table, openEnd ? cheapestEnd(table, heard.length) : reference.length, heard.length);
}

/** @param said the last two words of the reference up to the cell. @param heard those of the text. */
function bestCell(table: Table, said: readonly string[], heard: readonly string[], at: Position): Cell {
  const { row, column } = at;
  if (row === 0 && column === 0) return { cost: 0, move: undefined };
  let best: Cell = { cost: Number.POSITIVE_INFINITY, move: undefined };
  const offer = (move: Move, cost: number): void => {
    if (cost < best.cost) best = { cost, move };
  };
  const [word, other] = [said.at(-1), heard.at(-1)];
  if (word !== undefined && other !== undefined) {
    const before = costAt(table, row - 1, column - 1);
    if (word === other) offer('same', before);
    else offer('wrong', before + WRONG_COST);
    if (said.length === 2 && said.join('') === other) offer('joined', costAt(table, row - 2, column - 1));
    if (heard.length === 2 && heard.join('') === word) offer('split', costAt(table, row - 1, column - 2));
  }
  offer('missing', costAt(table, row - 1, column) + 1);
  offer('invented', costAt(table, row, column - 1) + 1);
  return best;
}

interface Position {
  readonly row: number;
  readonly column: number;
}

/** The shortest beginning of the reference that the heard words fit best. */
function cheapestEnd(table: Table, column: number): number {
  let best = 0;
  for (let row = 1; row < table.length; row += 1) {
    if (costAt(table, row, column) < costAt(table, best, column)) best = row;
  }
  return best;
}

function costAt(table: Table, row: number, column: number): number {
  return table[row]?.[column]?.cost ?? Number.POSITIVE_INFINITY;
}

function traceBack(table: Table, lastRow: number, lastColumn: number): AlignmentStep[] {
  const steps: AlignmentStep[] = [];
  let [row, column] = [lastRow, lastColumn];
  for (;;) {
    const move = table[row]?.[column]?.move;
    switch (move) {
      case undefined:
        return steps.reverse();
      case 'same':
      case 'wrong':
        steps.push({ kind: move, reference: (row -= 1), heard: (column -= 1) });
        break;
      case 'missing':
        steps.push({ kind: 'missing', reference: (row -= 1) });
        break;
      case 'invented':
        steps.push({ kind: 'invented', heard: (column -= 1) });
        break;
      case 'joined':
        column -= 1;
        for (let part = 0; part < 2; part += 1) steps.push({ kind: 'same', reference: (row -= 1), heard: column });
        break;
      case 'split':
        column -= 2;
        steps.push({ kind: 'same', reference: (row -= 1), heard: column });
        break;
    }
  }
}
