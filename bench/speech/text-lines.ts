import { errorShare, pooledErrors, type WordErrors } from '../../test/support/speech/word-errors.ts';
import type { BenchLine } from '../report.ts';
import { describeErrors, printErrors } from './print-errors.ts';
import type { Transcribed } from './transcribe-run.ts';
import type { WholeWindow } from './whole-window.ts';

/** What is lost, and what nobody said, in per cent of the words. */
const MOST_MISSING = 1;
const MOST_INVENTED = 0.6;

/** May be so many times as often wrong as the best library with whole windows. */
const MOST_ERRORS = 1.1;

/** What `transcribe` writes, beside whole windows. Prints the texts, so that errors can be looked at. */
export function textLines(
  model: string,
  results: readonly Transcribed[],
  windows: readonly WholeWindow[],
): BenchLine[] {
  console.log(`\ntranscribe, ${model}`);
  printErrors(results);
  const spoken = results.filter(({ recording }) => recording.language !== undefined);
  const noises = results.filter(({ recording }) => recording.language === undefined);
  const captioned = noises.filter(({ captions }) => captions > 0);
  const empty = spoken.filter(({ text }) => text === '');
  const errors = pooledErrors(spoken.map((result) => result.errors));
  const name = (what: string): string => `transcribe ${model}: ${what}`;
  const names = (some: readonly Transcribed[]): string =>
    some.map(({ recording, language }) => `${recording.name} (${language})`).join(', ');
  return [
    ...shareLines(name, errors, windows),
    { name: name('clips without text'), value: empty.length, unit: 'clips', goal: 0, detail: names(empty) },
    {
      name: name('noises with a caption'),
      value: captioned.length,
      unit: 'clips',
      goal: 0,
      detail: `of ${noises.length}, in English and auto; ${names(captioned) || 'none'}`,
    },
  ];
}

/** Word errors of a text by those of whole windows, and what is missing and invented. */
export function shareLines(
  name: (what: string) => string,
  errors: WordErrors,
  windows: readonly WholeWindow[],
): BenchLine[] {
  const percent = (count: number): number => (100 * count) / errors.words;
  return [
    ...windows.map(({ name: library, errors: peer }, index): BenchLine => ({
      name: name(`word errors / whole window of ${library}`),
      value: errorShare(errors) / Math.max(errorShare(peer), 1 / peer.words),
      unit: 'x',
      ...(index === 0 ? { goal: MOST_ERRORS } : {}),
      detail: `${describeErrors(errors)}, against ${describeErrors(peer)}`,
    })),
    { name: name('words missing'), value: percent(errors.missing), unit: '%', goal: MOST_MISSING, detail: '' },
    { name: name('words invented'), value: percent(errors.invented), unit: '%', goal: MOST_INVENTED, detail: '' },
  ];
}
