import { EngineError } from '../errors.ts';
import { httpFault } from '../pipeline/http-status.ts';
import { connectionFault } from '../pipeline/network/connection-fault.ts';

/** A download that does not go on. The message is a part of a sentence. */
export class DownloadStopped extends Error {
  override readonly name = 'DownloadStopped';
}

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
  const { reason, hint = 'Check the connection, then run the same command again: what has arrived is kept.' } =
    error instanceof DownloadStopped ? { reason: error.message } : connectionFault(error);
  return new EngineError('download-failed', `${url} cannot be downloaded: ${reason}.`, {
    hint,
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
