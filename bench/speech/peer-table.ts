import { errorShare } from '../../test/support/speech/word-errors.ts';
import { quantileOf, type BenchLine } from '../report.ts';
import { describeDelays, type LiveFigures } from './live-figures.ts';

/** A program and its figures over the same recordings. */
export interface Contender {
  readonly name: string;
  readonly figures: LiveFigures;
}

/** Prints all programs side by side. */
export function printContenders(contenders: readonly Contender[]): void {
  const heads = [
    '',
    'first shown, ms',
    'settled, ms',
    'never',
    'errors',
    'settled words erased',
    'standstill',
    'CPU s/s',
  ];
  const rows = contenders.map(({ name, figures }) => [
    name,
    describeDelays(figures.toShownMs),
    describeDelays(figures.toSettledMs),
    String(figures.neverShown.length),
    `${(100 * errorShare(figures.errors)).toFixed(1)} %`,
    String(figures.erasedSettled),
    `${figures.standstillMs.toFixed(0)} ms`,
    (figures.cpuMs / figures.soundMs).toFixed(2),
  ]);
  console.log('\nbeside others, p50 / p90 / max');
  for (const row of [heads, ...rows]) {
    const widths = heads.map((_, column) => Math.max(...[heads, ...rows].map((cells) => cells[column]!.length)));
    console.log(row.map((cell, column) => cell.padEnd(widths[column]!)).join('  '));
  }
}

/** The figures by the best of the others in each column. */
export function contenderLines(own: LiveFigures, peers: readonly Contender[]): BenchLine[] {
  if (peers.length === 0) return [];
  const columns: readonly (readonly [string, (figures: LiveFigures) => number, string])[] = [
    ['first shown, p50', ({ toShownMs }) => quantileOf(toShownMs, 0.5), 'ms'],
    ['settled, p50', ({ toSettledMs }) => quantileOf(toSettledMs, 0.5), 'ms'],
    // At least one word, for nothing can be compared with no error at all.
    ['word errors', ({ errors }) => 100 * Math.max(errorShare(errors), 1 / errors.words), '%'],
  ];
  return columns.map(([what, of, unit]) => {
    const best = peers.reduce((a, b) => (of(b.figures) < of(a.figures) ? b : a));
    return {
      name: `fluent: ${what} / best peer`,
      value: of(own) / of(best.figures),
      unit: 'x',
      goal: 1,
      detail: `${of(own).toFixed(1)} ${unit} against ${of(best.figures).toFixed(1)} ${unit} of ${best.name}`,
    };
  });
}
