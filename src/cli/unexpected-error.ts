import { EngineError } from '../engine/errors.ts';

/** Codes of the system, such as `ENOSPC`, and of Node, such as `ERR_INVALID_ARG_TYPE`. */
const SYSTEM_CODE = /^[A-Z][A-Z0-9_]{1,40}$/u;

/** The place of a frame of a stack: a file with line and column. */
const FRAME_PLACE = /^\s+at (?:.*\()?([^()\s]+:\d+:\d+)\)?$/mu;

/**
 * What the user is told of an error that nobody expected: its kind and its place. Its message and its fields may hold
 * what was said, or a key, so they are left out.
 */
export function unexpectedError(error: unknown): EngineError {
  return new EngineError('internal', `Overlingo met an unexpected error: ${kindOf(error)}${placeOf(error)}.`, {
    hint: 'Please report this line, and what you did before.',
    cause: error,
  });
}

function kindOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const code = 'code' in error && typeof error.code === 'string' && SYSTEM_CODE.test(error.code) ? error.code : '';
  return code === '' ? error.constructor.name : `${error.constructor.name} ${code}`;
}

function placeOf(error: unknown): string {
  const place = error instanceof Error ? FRAME_PLACE.exec(error.stack ?? '')?.[1] : undefined;
  return place === undefined ? '' : ` at ${place}`;
}
