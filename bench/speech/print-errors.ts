import { errorShare, pooledErrors, type WordErrors } from '../../test/support/speech/word-errors.ts';
import type { Transcribed } from './transcribe-run.ts';

/** Prints each recording with its errors and its text, then the errors of each language and of all. */
export function printErrors(results: readonly Transcribed[]): void {
  for (const { recording, language, text, errors } of results) {
    console.log(`${recording.name.padEnd(16)} ${language.padEnd(5)} ${describeErrors(errors)}`);
    if (recording.text !== '') console.log(`    said:  ${recording.text}`);
    console.log(`    text:  ${text === '' ? '(none)' : text}`);
  }
  const spoken = results.filter(({ recording }) => recording.language !== undefined);
  for (const language of new Set(spoken.map((result) => result.language))) {
    const errors = spoken.filter((result) => result.language === language).map((result) => result.errors);
    console.log(`${language.padEnd(22)} ${describeErrors(pooledErrors(errors))}`);
  }
  console.log(`${'all'.padEnd(22)} ${describeErrors(pooledErrors(spoken.map(({ errors }) => errors)))}`);
  const noises = results.filter(({ recording }) => recording.language === undefined);
  const captioned = noises.filter(({ captions }) => captions > 0).length;
  console.log(`noises with a caption  ${captioned} of ${noises.length}`);
}

/** Such as `12.5 % of 8 words: 1 missing, 0 wrong, 0 invented`. */
export function describeErrors(errors: WordErrors): string {
  const { words, missing, wrong, invented } = errors;
  const share = words === 0 ? '' : `${(100 * errorShare(errors)).toFixed(1)} % of ${words} words: `;
  return `${share}${missing} missing, ${wrong} wrong, ${invented} invented`;
}
