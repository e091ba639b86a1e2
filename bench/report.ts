import { quantile } from '../src/engine/pipeline/latency-window.ts';

/** One measured line of the benchmark: a ratio against a peer or a floor of the same run, or a plain number. */
export interface BenchLine {
  readonly name: string;
  readonly value: number;
  readonly unit:
    | 'x'
    | '%'
    | 'ms'
    | 'frames'
    | 'samples'
    | 'characters'
    | 'words'
    | 'captions'
    | 'clips'
    | 'KiB'
    | 'KiB/min'
    | 'ms/min';
  /** The value should not be larger; absent where there is no goal. */
  readonly goal?: number;
  /** What was compared, with the numbers behind the ratio. */
  readonly detail: string;
}

/** The lines as a table, and whether every goal was met. */
export function printReport(lines: readonly BenchLine[]): boolean {
  const width = Math.max(0, ...lines.map(({ name }) => name.length));
  for (const { name, value, unit, goal, detail } of lines) {
    const verdict = goal === undefined ? '      ' : value <= goal ? 'ok    ' : 'MISSED';
    const shown = `${value.toFixed(unit === 'x' ? 2 : 1)} ${unit}`.padStart(14);
    const wanted = goal === undefined ? '' : `goal <= ${goal} ${unit}`;
    console.log(`${verdict} ${name.padEnd(width)} ${shown}  ${wanted.padEnd(18)} ${detail}`);
  }
  return lines.every(({ value, goal }) => goal === undefined || value <= goal);
}

/** The value below which `share` of the values lie. */
export function quantileOf(values: readonly number[], share: number): number {
  return quantile(
    values.toSorted((a, b) => a - b),
    share,
  );
}
