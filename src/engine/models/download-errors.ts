import { EngineError } from '../errors.ts';
import { httpFault } from '../pipeline/http-status.ts';

/** The error of an answer that is no success. */
export function httpFailure(url: string, { status }: Response): EngineError {
  const meaning = status === 404 ? 'there is no such file' : `the server answered with status ${status}`;
  return new EngineError('download-failed', `${url} cannot be downloaded: ${meaning}.`, {
    hint: 'Check the address of the mirror, or name another one with --mirror.',
    retryable: httpFault(status).retryable,
  });
}

/** The error of a connection that was not made or was cut. */
export function networkFailure(url: string, error: unknown): EngineError {
  return new EngineError('download-failed', `${url} cannot be downloaded: ${reasonOf(error)}.`, {
    hint: 'Check the connection, then run the same command again: what has arrived is kept.',
    retryable: true,
    cause: error,
  });
}

/** The error of a file that cannot be written. */
export function writeFailure(file: string, error: unknown): EngineError {
  const { code, message } = error as NodeJS.ErrnoException;
  const full = code === 'ENOSPC' || code === 'EDQUOT';
  return new EngineError(
    'output-unwritable',
    `${file} cannot be written: ${full ? 'there is no space left' : message}.`,
    {
      hint: full ? 'Free some space, then run the same command again.' : 'Check the rights of the folder.',
      cause: error,
    },
  );
}

/** `fetch` hides the reason in the cause. */
function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (!(cause instanceof Error)) return String(cause);
  const { code } = cause as NodeJS.ErrnoException;
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'the server is not known; this computer may be offline';
  return cause.message === '' ? (code ?? 'the connection failed') : cause.message;
}
