import type { LiveFigures } from './live-figures.ts';
import { describeDelays } from './live-figures.ts';
import { describeErrors } from './print-errors.ts';

/** Prints the figures of one recording, or of several pooled. */
export function printLive(name: string, figures: LiveFigures): void {
  const { toShownMs, toSettledMs, neverShown, errors, erasedSettled, erasedShown } = figures;
  const row = (label: string, value: string): void => console.log(`  ${label.padEnd(34)} ${value}`);
  console.log(name);
  row('word end to first shown, ms', `${describeDelays(toShownMs)} (p50 / p90 / max of ${toShownMs.length} words)`);
  row('word end to settled, ms', `${describeDelays(toSettledMs)} (${toSettledMs.length} words)`);
  row('never shown', neverShown.length === 0 ? 'none' : `${neverShown.length}: ${neverShown.join(' ')}`);
  row('errors of the finals', describeErrors(errors));
  row('erased words, settled', String(erasedSettled));
  row('erased words, all', `${erasedShown}, ${(erasedShown / Math.max(1, errors.words)).toFixed(2)} a word`);
  row('longest standstill during speech', `${figures.standstillMs.toFixed(0)} ms`);
  if (figures.speechMs > 0) {
    row('characters a second of speech', ((1000 * figures.characters) / figures.speechMs).toFixed(1));
  }
  row('CPU seconds a second of sound', (figures.cpuMs / figures.soundMs).toFixed(2));
}
