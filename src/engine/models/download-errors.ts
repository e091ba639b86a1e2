import { EngineError } from '../errors.ts';
import { httpFault } from '../pipeline/http-status.ts';
import { connectionFault } from '../pipeline/network/connection-fault.ts';
import { retryAfterMs } from '../pipeline/retry-after.ts';
import { hasCode } from '../system-code.ts';

/** A server that asks for a longer rest is not waited for, in milliseconds. */
const LONGEST_REST_MS = 60_000;

/** A download that does not go on. The message is a part of a sentence. */
export class DownloadStopped extends Error {
  override readonly name = 'DownloadStopped';
}

/** The error of an answer that is no success. */
export function httpFailure(url: string, { status, headers }: Pick<Response, 'status' | 'headers'>): EngineError {
  const { retryable } = httpFault(status);
  const restMs = retryAfterMs(headers.get('retry-after') ?? undefined) ?? 0;
  const tooLong = retryable && restMs > LONGEST_REST_MS;
  const rest = tooLong ? `, and asks to be left alone for ${Math.ceil(restMs / 60_000)} minutes` : '';
  return new EngineError('download-failed', `${url} cannot be downloaded: ${meaningOf(status)}${rest}.`, {
    hint: retryable
      ? 'Run the same command again later: what has arrived is kept. Or name another mirror with --mirror.'
      : 'Check the address of the mirror, or name another one with --mirror.',
    retryable: retryable && !tooLong,
    ...(restMs > 0 ? { retryAfterMs: restMs } : {}),
  });
}

function meaningOf(status: number): string {
  if (status === 404) return 'there is no such file';
  if (status === 401 || status === 403) return `the server refuses to give it (status ${status})`;
  if (status === 429) return 'the server was asked too often (status 429)';
  return `the server answered with status ${status}`;
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

/**
 * The error of a file that is not the one of the list.
 * @param reason what is wrong, as the end of a sentence.
 * @param retryable true where what came before may be to blame.
 */
export function wrongFile(url: string, reason: string, retryable = false): EngineError {
  return new EngineError('download-failed', `${url} is not the file that was expected: ${reason}.`, {
    hint: 'Try again; if that does not help, fetch the list of the mirror again with --refresh, or name another one with --mirror.',
    retryable,
  });
}

/** The error of a file that cannot be written. */
export function unwritable(file: string, error: unknown): EngineError {
  if (error instanceof EngineError) return error;
  const isFull = hasCode(error, 'ENOSPC', 'EDQUOT');
  const reason = isFull
    ? 'there is no space left'
    : hasCode(error, 'EFBIG')
      ? 'files of this size are not allowed here'
      : (error as Error).message;
  return new EngineError('output-unwritable', `${file} cannot be written: ${reason}.`, {
    hint: isFull
      ? 'Free some space, then run the same command again: what has arrived is kept.'
      : 'Check the permissions and the limits of the folder.',
    cause: error,
  });
}

/** Throws that error, for what rejects where it cannot write. */
export function cannotWrite(file: string): (error: unknown) => never {
  return (error) => {
    throw unwritable(file, error);
  };
}
