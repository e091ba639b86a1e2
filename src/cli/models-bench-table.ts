import path from 'node:path';
import { isFitting, type Measure } from '../engine/transcription/measured/measure.ts';
import { columns } from './columns.ts';

/** A measure, and of which model it is. */
export interface MeasuredModel {
  readonly model: string;
  readonly isBundled: boolean;
  readonly measure: Measure;
}

const HEAD = ['model', 'run by', 'on', 'load', 'first text', 'step', 'finals', 'memory', 'word errors'];

/** The measures as lines of a table. */
export function tableOf(results: readonly MeasuredModel[]): readonly string[] {
  return columns([HEAD, ...results.map(rowOf)]);
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
    rounded(stepShare),
    rounded(finalShare),
    `${Math.round(peakBytes / 1e6)} MB`,
    errorsOf(measure),
  ];
}

/** What is too slow hears only a part of the clips, of which the errors say nothing. */
function errorsOf(measure: Measure): string {
  const errors = Object.entries(measure.wordErrors).map(([language, share]) => `${language} ${percent(share)}`);
  if (errors.length > 0) return errors.join(', ');
  return isFitting(measure) ? '-' : 'too slow to tell';
}

/** Such as `12 %`. */
export function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

function seconds(ms: number): string {
  return `${rounded(ms / 1000)} s`;
}

/** With as many digits as mean anything: `0.21`, `3.1`, `85`. */
export function rounded(value: number): string {
  if (value < 1) return value.toFixed(2);
  return value < 10 ? value.toFixed(1) : value.toFixed(0);
}
