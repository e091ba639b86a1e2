import { EngineError } from '../engine/errors.ts';
import { writeFailure } from '../engine/write-failure.ts';

/** The error of a transcript that cannot be written. @param why the error of the file system, or a part of a sentence. */
export function unwritable(file: string, why: unknown): EngineError {
  return new EngineError('output-unwritable', `The transcript cannot be written to ${file}: ${writeFailure(why)}.`, {
    hint: 'Choose another file with --output, or leave the option out to write to the standard output.',
    cause: why,
  });
}

/** The error of a standard output that takes nothing. */
export function standardOutputFailure(error: unknown): EngineError {
  return new EngineError('output-unwritable', `The standard output cannot be written to: ${writeFailure(error)}.`, {
    hint: 'Check where it is redirected to, and whether there is space.',
    cause: error,
  });
}
