import type { StreamCloseName } from '../../../protocol/stream-contract.ts';
import { toEngineError } from '../../errors.ts';
import { guestRefusal } from '../guests/add-guest.ts';
import type { GuestEnd } from '../guests/guest-transport.ts';

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

/** Where this wire has no close code for a reason, it is the one that asks the same of the client. */
const ENDS: Readonly<Record<Exclude<GuestEnd, 'done'>, StreamFailure>> = {
  'going-away': new StreamFailure('going-away', 'The engine stops.'),
  'try-later': new StreamFailure('try-later', 'The engine is not ready yet.'),
  replaced: new StreamFailure('going-away', 'The same client goes on over another connection.'),
  ended: new StreamFailure('going-away', 'The streamer has ended it.'),
  'language-unsupported': new StreamFailure('malformed', 'The speech model does not know the language.'),
  internal: new StreamFailure('internal', 'The engine could not go on.'),
};

/** What the client is told where its session has ended. @param error what has failed, where that is why. */
export function endOf(why: Exclude<GuestEnd, 'done'>, error?: unknown): StreamFailure {
  return error === undefined ? ENDS[why] : toStreamFailure(error);
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
