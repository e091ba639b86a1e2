import { EngineError } from '../errors.ts';

/** The message of a foreign error may quote the text that was sent, so it does not get into the status. */
export function toTranslatorError(error: unknown, name: string): EngineError {
  if (error instanceof EngineError) return error;
  return new EngineError('translator-failed', `"${name}" met an unexpected error.`, {
    hint: 'Please report it together with the output of the same command with --log debug.',
    stage: 'translation',
    cause: error,
  });
}
