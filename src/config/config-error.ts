import { EngineError } from '../engine/errors.ts';
import { hintFor, subjectOf, type Origin } from './given-value.ts';

/** A `config-invalid` error about one setting; `usage` where an option of the command line is wrong. */
export function settingError(name: string, origin: Origin, problem: string): EngineError {
  const code = origin.type === 'flag' ? 'usage' : 'config-invalid';
  return new EngineError(code, `${subjectOf(name, origin)} ${problem}.`, { hint: hintFor(origin) });
}
