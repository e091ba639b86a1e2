import path from 'node:path';
import type { Measure } from '../engine/transcription/measured/measure.ts';

/** A measure, and of which model it is. */
export interface MeasuredModel {
  readonly model: string;
  readonly isBundled: boolean;
  readonly measure: Measure;
}

const HEAD = ['model', 'run by', 'on', 'load', 'first text', 'step', 'finals', 'memory', 'word errors'];

/** The measures as lines of a table. */
export function tableOf(results: readonly MeasuredModel[]): readonly string[] {
  const rows = [HEAD, ...results.map(rowOf)];
  const widths = HEAD.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

/** A model as it is called where there is no room for its path. */
export function shortName(model: string): string {
  return model === 'demo' ? model : path.basename(path.resolve(model));
}

function rowOf({ model, measure }: MeasuredModel): string[] {
  const { library, device, loadMs, firstTextMs, stepShare, finalShare, peakBytes } = measure;
  return [
    shortName(model),
    library,
    device,
    seconds(loadMs),
    firstTextMs === undefined ? '-' : seconds(firstTextMs),
    stepShare.toFixed(2),
    finalShare.toFixed(2),
    `${Math.round(peakBytes / 1e6)} MB`,
    errorsOf(measure),
  ];
}

function errorsOf({ wordErrors }: Measure): string {
  const errors = Object.entries(wordErrors).map(([language, share]) => `${language} ${percent(share)}`);
  return errors.length === 0 ? '-' : errors.join(', ');
}

/** Such as `12 %`. */
export function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(2)} s`;
}
