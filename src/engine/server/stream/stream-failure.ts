import type { StreamCloseName } from '../../../protocol/stream-contract.ts';
import { toEngineError } from '../../errors.ts';
import { guestRefusal } from '../../pipeline/guest.ts';

/** Why a connection is ended. `message` is one sentence for whoever writes the client. */
export class StreamFailure extends Error {
  override readonly name = 'StreamFailure';
  readonly close: StreamCloseName;
  /** Machine-readable; the name of the close code where nothing more is known. */
  readonly code: string;

  constructor(close: StreamCloseName, message: string, code: string = close) {
    super(message);
    this.close = close;
    this.code = code;
  }
}

/** What the client is told of an error, whoever threw it. */
export function toStreamFailure(error: unknown): StreamFailure {
  if (error instanceof StreamFailure) return error;
  const { code, message, hint } = toEngineError(error);
  const told = hint === undefined ? message : `${message} ${hint}`;
  const refusal = guestRefusal(error);
  // The language is a part of the hello.
  return new StreamFailure(refusal === 'language-unsupported' ? 'malformed' : refusal, told, code);
}
