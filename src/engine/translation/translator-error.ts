import { toEngineError, type EngineError } from '../errors.ts';

/** What went wrong with the translator of this name, see `toEngineError`. */
export function toTranslatorError(error: unknown, name: string): EngineError {
  return toEngineError(error, { code: 'translator-failed', who: `"${name}"`, stage: 'translation' });
}
